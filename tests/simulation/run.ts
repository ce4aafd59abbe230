import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Lifetime, stopOnSignals } from '../../local/lifetime.ts'
import { hashText } from '../../stand-ins/composer/seeded-random.ts'
import { startPostgres } from '../../stand-ins/postgres/postgres-server.ts'
import { prepareDatabase } from './database.ts'
import { runExhaustively, taskNamed } from './exhaustive.ts'
import { type Lanes, openLanes } from './lanes.ts'
import { Tally } from './tally.ts'

/** One more than there are processors: a lane waits for its database half of the time. */
const LANES = availableParallelism() + 1
const SCHEDULES_DEFAULT = 1000
/** In fewer schedules some fault may not come up. */
const SCHEDULES_JUDGED_MIN = 1000

/**
 * `--schedules N --seed S`: first every await of every scenario with every fault, then N random schedules.
 * `--one-of M`: of the first only one in M, drawn by the seed. `--exhaustive`: only the first. `--replay NAME`: only
 * the schedule that was printed with this name, step by step. Exit code 0 only when no rule was broken and every fault has taken effect.
 */
const lifetime = stopOnSignals()
process.exitCode = 1
await simulate(lifetime).then(
  () => lifetime.end(),
  (error: unknown) => lifetime.end(error instanceof Error ? error.message : String(error)),
)

function readOptions() {
  const { values } = parseArgs({
    options: {
      schedules: { type: 'string' },
      seed: { type: 'string' },
      exhaustive: { type: 'boolean', default: false },
      'one-of': { type: 'string', default: '1' },
      replay: { type: 'string' },
    },
  })
  const { exhaustive, replay } = values
  const seed = Number(values.seed ?? Date.now() % 1_000_000)
  const schedules = Number(values.schedules ?? (exhaustive ? 0 : SCHEDULES_DEFAULT))
  const oneOf = Number(values['one-of'])
  if (![seed, schedules, oneOf].every(Number.isInteger) || schedules < 0 || oneOf < 1)
    throw new Error('--seed, --schedules and --one-of are whole numbers.')
  return { seed, schedules, oneOf, replay }
}

async function simulate(life: Lifetime): Promise<void> {
  const { seed, schedules, oneOf, replay } = readOptions()
  const lanes = await openServer(life, replay === undefined ? LANES : 1)
  if (replay !== undefined) return replayOne(lanes, replay)
  const all = new Tally()
  await exhaust(lanes, { seed, oneOf }, all)
  const byChance = new Tally()
  if (schedules > 0) await takeChances(lanes, { seed, schedules }, byChance)
  const unfired = schedules >= SCHEDULES_JUDGED_MIN ? byChance.unfired : []
  if (unfired.length > 0) console.log(`\nThese faults never took effect: ${unfired.join(', ')}`)
  const violated = all.violated + byChance.violated
  if (violated === 0 && unfired.length === 0) process.exitCode = 0
  console.log(`simulate: ${schedules} schedules, ${violated} violations, seed ${seed}`)
}

async function exhaust(
  lanes: Lanes,
  drawn: { seed: number; oneOf: number },
  tally: Tally,
): Promise<void> {
  const startedAt = Date.now()
  const points = await runExhaustively(lanes, (task, report) => tally.add(task, report), drawn)
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  console.log(
    `exhaustive: ${points} await points, ${tally.schedules} schedules, ${tally.violated} violations, ${seconds} s`,
  )
}

async function takeChances(
  lanes: Lanes,
  { seed, schedules }: { seed: number; schedules: number },
  tally: Tally,
): Promise<void> {
  const startedAt = Date.now()
  const tasks = Array.from({ length: schedules }, (_, index) => ({
    seed: hashText(`${seed}:${index}`),
  }))
  await lanes.run(tasks, (task, report) => tally.add(task, report))
  const milliseconds = (Date.now() - startedAt) / schedules
  console.log(
    `random: ${milliseconds.toFixed(1)} ms a schedule; the faults, and how often each took effect:`,
  )
  tally.printFaults()
}

async function replayOne(lanes: Lanes, name: string): Promise<void> {
  await lanes.run([{ ...taskNamed(name), isTraced: true }], (_, { trace, violations }) => {
    console.log(trace.join('\n'))
    console.log(violations.length === 0 ? 'No rule was broken.' : violations.join('\n'))
    if (violations.length === 0) process.exitCode = 0
  })
}

async function openServer({ atEnd }: Lifetime, count: number): Promise<Lanes> {
  const folder = await mkdtemp(join(tmpdir(), 'soundfoundry-simulation-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), fsync: false })
  atEnd(() => postgres.stop())
  await prepareDatabase(postgres.url)
  const lanes = await openLanes(postgres.url, count)
  atEnd(() => lanes.close())
  return lanes
}
