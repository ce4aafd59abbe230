import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startScratchPostgres } from '../contracts/scratch-postgres.ts'
import { Chronicle } from './chronicle.ts'
import { Clock } from './clock.ts'
import { Database, prepareDatabase } from './database.ts'
import { AWAIT_FAULTS } from './fate.ts'
import type { Task } from './lane.ts'
import { type Lanes, openLanes } from './lanes.ts'
import { Rows } from './rows.ts'
import { SCENARIOS } from './scenarios.ts'
import type { Report } from './schedule.ts'

const SCHEDULES = 40
const LANES = 2
/** More messages than a song takes. */
const MESSAGES_MAX = 12

let postgres: { url: string; close(): Promise<void> }
let lanes: Lanes

beforeAll(async () => {
  postgres = await startScratchPostgres()
  await prepareDatabase(postgres.url)
  lanes = await openLanes(postgres.url, LANES)
}, 60_000)

afterAll(async () => {
  await lanes.close()
  await postgres.close()
})

async function simulate(tasks: Task[]): Promise<Report[]> {
  const reports: Report[] = []
  await lanes.run(tasks, (_, report) => reports.push(report))
  return reports
}

const violationsOf = (reports: Report[]) => reports.flatMap(({ violations }) => violations)

describe('the simulation', () => {
  it('does the same again for the same seed, whatever came before', {
    timeout: 60_000,
  }, async () => {
    const [first, again] = await simulate([
      { seed: 4, isTraced: true },
      { seed: 4, isTraced: true },
    ])
    await simulate([{ seed: 5 }, { seed: 6 }])
    const [later] = await simulate([{ seed: 4, isTraced: true }])
    expect(first?.trace.length).toBeGreaterThan(50)
    expect(again?.trace).toEqual(first?.trace)
    expect(later?.trace).toEqual(first?.trace)
  })

  it('breaks no rule in any scenario when nothing goes wrong', { timeout: 60_000 }, async () => {
    const plain = Object.keys(SCENARIOS).map((scenario) => ({ scenario, struck: null }))
    expect(violationsOf(await simulate(plain))).toEqual([])
  })

  it('breaks no rule whichever message of a song is lost', { timeout: 60_000 }, async () => {
    for (const scenario of ['all goes well', 'canceled while rendering']) {
      const numbers = Array.from({ length: MESSAGES_MAX }, (_, index) => index + 1)
      const lost = numbers.map((dropped) => ({ scenario, struck: null, dropped }))
      const reports = await simulate(lost)
      const times = reports.filter(({ fired }) => fired['message dropped']).length
      expect(times).toBeGreaterThan(3)
      expect(times).toBeLessThan(MESSAGES_MAX)
      expect(violationsOf(reports)).toEqual([])
    }
  })

  it(`breaks no rule in ${SCHEDULES} schedules`, { timeout: 120_000 }, async () => {
    const seeds = Array.from({ length: SCHEDULES }, (_, seed) => ({ seed }))
    const reports = await simulate(seeds)
    expect(violationsOf(reports)).toEqual([])
    expect(reports.flatMap(({ fired }) => Object.keys(fired))).toEqual(
      expect.arrayContaining([...AWAIT_FAULTS]),
    )
  })

  it('breaks no rule wherever one thing goes wrong in a song', { timeout: 120_000 }, async () => {
    const scenario = 'all goes well'
    const [plain] = await simulate([{ scenario, struck: null }])
    const points = Array.from({ length: plain?.awaits ?? 0 }, (_, index) => index + 1)
    expect(points.length).toBeGreaterThan(30)
    const struck = points.flatMap((point) =>
      AWAIT_FAULTS.map((strike) => ({ scenario, struck: { point, strike } })),
    )
    const reports = await simulate(struck)
    expect(reports.map(({ fired }) => Object.keys(fired)[0])).not.toContain(undefined)
    expect(violationsOf(reports)).toEqual([])
  })
})

describe('its database', () => {
  let database: Database
  const clock = new Clock()

  beforeAll(async () => {
    database = await Database.open(postgres.url, clock)
  })

  afterAll(() => database.close())

  const signUp = (userId: string) =>
    database.query<{ at: Date }>({
      name: 'sign up',
      text: 'insert into users (id, name, email) values ($1, $1, $1) returning created_at as at',
      values: [userId],
    })

  it('takes the simulated time for now', async () => {
    const [first] = await signUp('usr_1')
    clock.advanceTo(clock.now + 90_000)
    const [second] = await signUp('usr_2')
    expect(first?.at.getTime()).toBe(clock.now - 90_000)
    expect(second?.at.getTime()).toBe(clock.now)
  })

  it.each([
    ['canceled', 'complete', 'a job leaves its end'],
    ['rendering', 'queued', 'no transition'],
  ])('is watched: a job that goes from %s to %s is noticed', async (from, to, rule) => {
    const chronicle = new Chronicle(clock)
    const userId = `usr_${from}`
    const rows = new Rows({ database, clock, chronicle }, [userId])
    const run = (name: string, text: string) =>
      database.query({ name: `${name}, ${from}`, text, values: [] })
    await signUp(userId)
    await run(
      'a track',
      `insert into tracks (id, user_id, title, prompt, instrumental, model, status, created_at)
        values ('trk_1', '${userId}', '', '', true, '', '${from}', now())`,
    )
    await run(
      'its job',
      `insert into jobs (id, user_id, track_id, request_id, kind, model, status, stage, credits,
          deadline, created_at, finished_at)
        values ('job_1', '${userId}', 'trk_1', '', 'generate', '', '${from}', '', 0, now(), now(),
          ${from === 'canceled' ? 'now()' : 'null'})`,
    )
    await rows.look()
    expect(chronicle.isBroken).toBe(false)
    await run(
      'another state',
      `with job as (update jobs set status = '${to}', version = version + 1)
        update tracks set status = '${to}'`,
    )
    await rows.look()
    expect(chronicle.tell().violations).toEqual([`${rule}: job_1 from ${from} to ${to}`])
    await run('clear away', 'with job as (delete from jobs) delete from tracks')
  })
})
