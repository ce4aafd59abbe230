import { hashText } from '../../stand-ins/composer/seeded-random.ts'
import { AWAIT_FAULTS } from './fate.ts'
import type { Task } from './lane.ts'
import type { Lanes } from './lanes.ts'
import { SCENARIOS, TOLD_ONCE } from './scenarios.ts'
import type { Report } from './schedule.ts'

/** Looks at a slow render, and rounds of cron meanwhile, are alike: a fault strikes this many of them. */
const ALIKE_MAX = 2

/**
 * Runs every scenario once for each of its awaits and each fault of an await: each time just one thing goes
 * wrong, at another place. Of all these `oneOf` takes one in so many, drawn by its seed. Returns how many
 * places there are in all.
 */
export async function runExhaustively(
  lanes: Lanes,
  reported: (task: Task, report: Report) => void,
  { oneOf, seed }: { oneOf: number; seed: number },
): Promise<number> {
  const plain = Object.keys({ ...TOLD_ONCE, ...SCENARIOS }).map((scenario) => ({
    scenario,
    struck: null,
    isTraced: true,
  }))
  const places: { scenario: string; point: number }[] = []
  await lanes.run(plain, (task, report) => {
    reported(task, report)
    const { scenario } = task
    if (scenario in TOLD_ONCE) return
    places.push(...differentOnes(report.points).map((point) => ({ scenario, point })))
  })
  const struck = places.flatMap(({ scenario, point }) =>
    AWAIT_FAULTS.map((strike) => ({ scenario, struck: { point, strike } })),
  )
  const drawn = struck.filter((task) => hashText(`${seed}:${nameOf(task)}`) % oneOf === 0)
  await lanes.run(drawn, (task, report) => {
    if (!report.fired[task.struck.strike])
      throw new Error(`Nothing went wrong in ${nameOf(task)}: it did not happen the same way again`)
    reported(task, report)
  })
  return places.length
}

/** The numbers of the awaits, without those that repeat many before them. */
function differentOnes(points: string[]): number[] {
  const seen = new Map<string, number>()
  return points.flatMap((point, index) => {
    const kind = point.replace(/^(watch \w+) \d+/, '$1')
    const times = (seen.get(kind) ?? 0) + 1
    seen.set(kind, times)
    return times > ALIKE_MAX ? [] : [index + 1]
  })
}

/** The name that `--replay` takes for a task. */
export function nameOf(task: Task): string {
  if ('seed' in task) return String(task.seed)
  const { scenario, struck } = task
  return struck ? `${scenario}/${struck.point}/${struck.strike}` : scenario
}

/** The task of a name. Throws when there is none. */
export function taskNamed(name: string): Task {
  if (/^\d+$/.test(name)) return { seed: Number(name) }
  const [scenario = '', point, strike] = name.split('/')
  const fault = AWAIT_FAULTS.find((each) => each === strike)
  if (!(scenario in SCENARIOS || scenario in TOLD_ONCE))
    throw new Error(`There is no scenario "${scenario}".`)
  return { scenario, struck: fault ? { point: Number(point), strike: fault } : null }
}
