import { Clock } from './clock.ts'
import { Database } from './database.ts'
import { AWAIT_FAULTS, plainFate, type Strike, seededFate } from './fate.ts'
import { randomStory } from './random-story.ts'
import { prepareRuntime } from './runtime.ts'
import { type Report, runSchedule } from './schedule.ts'
import type { Lane } from './world.ts'

/** Something to be simulated. */
export type Task = { kind: 'seed'; seed: number }

export async function openLane(databaseUrl: string): Promise<{
  run(task: Task): Promise<Report>
  close(): Promise<void>
}> {
  const clock = new Clock()
  prepareRuntime(() => clock.now)
  const database = await Database.open(databaseUrl, clock)
  const lane: Lane = { database, clock }
  return {
    run: ({ seed }) => runSchedule(lane, randomStory(seed), seededFate(seed)),
    close: () => database.close(),
  }
}
