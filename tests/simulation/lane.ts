import { Clock } from './clock.ts'
import { Database } from './database.ts'
import { plainFate, type Struck, seededFate } from './fate.ts'
import { randomStory } from './random-story.ts'
import { prepareRuntime } from './runtime.ts'
import { SCENARIOS, TOLD_ONCE } from './scenarios.ts'
import { type Report, runSchedule } from './schedule.ts'

/**
 * Something to simulate: the schedule of a seed, or a scenario in which one thing goes wrong, or none.
 * `dropped` is the number of a message that is lost.
 */
export type Task = { isTraced?: boolean } & (
  | { seed: number }
  | { scenario: string; struck: Struck | null; dropped?: number }
)

/** Takes this thread over for simulating, one schedule after the other, in a database of its own. */
export async function openLane(databaseUrl: string): Promise<(task: Task) => Promise<Report>> {
  const clock = new Clock()
  prepareRuntime(() => clock.now)
  const lane = { clock, database: await Database.open(databaseUrl, clock) }
  return (task) => {
    const { isTraced = false } = task
    if ('seed' in task) {
      const { seed } = task
      const fate = seededFate(seed)
      return runSchedule(lane, { story: randomStory(seed), fate, isTraced })
    }
    const story = SCENARIOS[task.scenario] ?? TOLD_ONCE[task.scenario]
    if (!story) throw new Error(`There is no scenario "${task.scenario}"`)
    return runSchedule(lane, { story, fate: plainFate(task.struck, task.dropped), isTraced })
  }
}
