import { type NeonQueryFunction, neon, neonConfig } from '@neondatabase/serverless'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ClonedDatabases } from '../../stand-ins/postgres/cloned-databases.ts'
import { DatabasePools } from '../../stand-ins/postgres/database-pools.ts'
import { startScratchNeon } from './scratch-postgres.ts'

const HOME = 'soundfoundry'

let server: Awaited<ReturnType<typeof startScratchNeon>>
let sql: NeonQueryFunction<false, false>

beforeAll(async () => {
  server = await startScratchNeon()
  neonConfig.fetchEndpoint = `${server.url}/sql`
  sql = neon(server.connect())
  await sql`create table notes (note text)`
})
afterAll(() => server.close())
beforeEach(() => sql`truncate notes`)

async function arm(kind: string, times: number, milliseconds?: number): Promise<void> {
  const answer = await server.admin('POST', 'faults', { database: HOME, kind, times, milliseconds })
  expect(answer.status).toBe(204)
}

async function notes(): Promise<number> {
  const [row] = await sql`select count(*)::int as notes from notes`
  return row?.notes
}

describe('faults', () => {
  const insert = () => sql`insert into notes values ('x')`

  it('error_before answers 500 and runs nothing, as often as armed', async () => {
    await arm('error_before', 2)
    await expect(insert()).rejects.toThrow('HTTP status 500')
    await expect(insert()).rejects.toThrow('HTTP status 500')
    await insert()
    expect(await notes()).toBe(1)
  })

  it('error_after_commit answers 500 though the work is done', async () => {
    await arm('error_after_commit', 1)
    await expect(sql.transaction([insert(), insert()])).rejects.toThrow('HTTP status 500')
    expect(await notes()).toBe(2)
  })

  it('drop cuts the connection', async () => {
    await arm('drop', 1)
    await expect(insert()).rejects.toMatchObject({
      message: expect.stringContaining('Error connecting to database'),
      sourceError: expect.anything(),
    })
    expect(await notes()).toBe(0)
  })

  it('serialization fails as a conflict does', async () => {
    await arm('serialization', 1)
    await expect(insert()).rejects.toMatchObject({ code: '40001', severity: 'ERROR' })
    expect(await notes()).toBe(0)
  })

  it('too_large answers 507', async () => {
    await arm('too_large', 1)
    await expect(insert()).rejects.toThrow('HTTP status 507')
  })

  it('latency waits, and combines with another fault', async () => {
    await arm('latency', 1, 120)
    await arm('error_before', 1)
    const start = performance.now()
    await expect(insert()).rejects.toThrow('HTTP status 500')
    expect(performance.now() - start).toBeGreaterThanOrEqual(119)
  })

  it('can be listed and cleared, and touch no other database', async () => {
    await arm('drop', 3)
    const listed = await server.admin('GET', `faults?database=${HOME}`)
    expect(await listed.json()).toEqual([{ kind: 'drop', times: 3 }])
    await neon(server.connect('postgres'))`select 1`
    await server.admin('DELETE', `faults?database=${HOME}`)
    expect(await notes()).toBe(0)
  })

  it('are refused when they make no sense', async () => {
    const refused = [
      { database: HOME, kind: 'latency', times: 1 },
      { database: HOME, kind: 'drop', times: 0 },
      { database: HOME, kind: 'surprise', times: 1 },
    ]
    for (const fault of refused) {
      expect((await server.admin('POST', 'faults', fault)).status).toBe(400)
    }
  })
})

it('counts requests and statements of each database, failed ones too', async () => {
  const counters = async (database: string) =>
    (await server.admin('GET', `counters?database=${database}`)).json()
  await server.admin('DELETE', `counters?database=${HOME}`)
  await sql`select 1`
  await sql.transaction([sql`select 1`, sql`select 2`, sql`select 3`])
  await expect(sql`select nothing`).rejects.toThrow()
  expect(await counters(HOME)).toEqual({ requests: 3, statements: 5 })
  expect(await counters('elsewhere')).toEqual({ requests: 0, statements: 0 })
  await server.admin('DELETE', `counters?database=${HOME}`)
  expect(await counters(HOME)).toEqual({ requests: 0, statements: 0 })
})

describe('databases', () => {
  const create = (name: string, template: string) =>
    server.admin('POST', 'databases', { name, template })

  it('are cloned with all that the template holds, many at once, and dropped while in use', async () => {
    await create('mould', 'template1')
    await neon(server.connect('mould'))`create table shapes as select 'round' as shape`
    const clones = ['clone_1', 'clone_2', 'clone_3']
    const answers = await Promise.all(clones.map((name) => create(name, 'mould')))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    const clone = neon(server.connect('clone_2'))
    expect(await clone`update shapes set shape = 'square' returning shape`).toEqual([
      { shape: 'square' },
    ])
    expect(await neon(server.connect('mould'))`select * from shapes`).toEqual([{ shape: 'round' }])
    const guest = new Client({ connectionString: server.postgresUrl.replace(/[^/]+$/, 'clone_2') })
    guest.on('error', () => undefined)
    await guest.connect()
    expect((await server.admin('DELETE', 'databases?name=clone_2')).status).toBe(204)
    await expect(clone`select 1`).rejects.toMatchObject({ code: '3D000' })
  })

  it('are created and dropped in the order they were asked for', async () => {
    const pools = new DatabasePools(server.postgresUrl)
    const databases = new ClonedDatabases(server.postgresUrl, pools)
    const create = () => databases.create('turns', 'template1')
    const outcomes = await Promise.allSettled([
      create(),
      create(),
      databases.drop('turns'),
      create(),
    ])
    const [done, refused] = ['fulfilled', 'rejected']
    expect(outcomes.map(({ status }) => status)).toEqual([done, refused, done, done])
  })

  it('are refused when the name is taken or odd, or the template is missing', async () => {
    const statuses = async (name: string, template: string) => (await create(name, template)).status
    expect(await statuses(HOME, 'template1')).toBe(409)
    expect(await statuses('fine', 'missing')).toBe(404)
    expect(await statuses('Odd; name', 'template1')).toBe(400)
    expect(await statuses('x'.repeat(61), 'template1')).toBe(400)
  })
})

describe('size', () => {
  it('of an answer is at most 10 MB, and a batch over it is rolled back', async () => {
    const long = (megabytes: number) =>
      sql`select repeat('x', ${megabytes}::int * 1024 * 1024) as x`
    const [row] = await long(9)
    expect(row?.x.length).toBe(9 * 1024 * 1024)
    await expect(long(10)).rejects.toThrow('HTTP status 507')
    const batch = sql.transaction([sql`insert into notes values ('x')`, long(6), long(6)])
    await expect(batch).rejects.toThrow('HTTP status 507')
    expect(await notes()).toBe(0)
  })

  it('of a request is at most 64 MB', async () => {
    const [row] = await sql`select length(${'x'.repeat(20 * 1024 * 1024)}) as length`
    expect(row?.length).toBe(20 * 1024 * 1024)
    const over = sql`select length(${'x'.repeat(64 * 1024 * 1024)})`
    await expect(over).rejects.toThrow('HTTP status 413')
  })
})
