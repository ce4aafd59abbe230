import { NeonDbError, type NeonQueryFunction, neon, neonConfig } from '@neondatabase/serverless'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startScratchNeon } from './scratch-postgres.ts'

let server: Awaited<ReturnType<typeof startScratchNeon>>
let sql: NeonQueryFunction<false, false>

beforeAll(async () => {
  server = await startScratchNeon()
  neonConfig.fetchEndpoint = `${server.url}/sql`
  sql = neon(server.connect())
})
afterAll(() => server.close())

async function failureOf(query: Promise<unknown>): Promise<NeonDbError> {
  const error = await query.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof NeonDbError)) throw new Error(`Expected a NeonDbError, got ${error}`)
  return error
}

/** A POST without the client, for what the client never sends. */
function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const defaults = { 'neon-connection-string': server.connect(), 'neon-raw-text-output': 'true' }
  return fetch(`${server.url}/sql`, {
    method: 'POST',
    headers: { ...defaults, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

describe('values', () => {
  it('come back as the client parses each PostgreSQL type', async () => {
    const [row] =
      await sql`select 1 as int, 9007199254740993::int8 as int8, 1.50::numeric as numeric,
      0.1::float8 as float, true as yes, 'Zoë' as text, null as nothing, '{"a":[1,null]}'::jsonb as jsonb,
      '{1,2,null}'::int[] as ints, '{"a,b","\\"c\\""}'::text[] as texts, '2026-11-22 18:20:57.123456+00'::timestamptz as at,
      interval '90 seconds' as span, gen_random_uuid() as uuid`
    expect(row).toMatchObject({
      int: 1,
      int8: '9007199254740993',
      numeric: '1.50',
      float: 0.1,
      yes: true,
      text: 'Zoë',
      nothing: null,
      jsonb: { a: [1, null] },
      ints: [1, 2, null],
      texts: ['a,b', '"c"'],
      at: new Date('2026-11-22T18:20:57.123Z'),
      span: { minutes: 1, seconds: 30 },
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  it('come back unchanged when sent as parameters', async () => {
    const bytes = Buffer.from([0, 1, 254, 255])
    const at = new Date('2026-11-22T18:20:57.123Z')
    const [row] = await sql`select ${bytes} as bytes, ${'O\'Hara "quoted" \\ 🎵'}::text as text,
      ${at}::timestamptz as at, ${{ deep: ['x', { y: null }] }}::jsonb as json, ${['a', 'b,c', null]}::text[] as list,
      ${null}::text as nothing, ${false}::bool as no, ${42}::int as int`
    expect(row).toEqual({
      bytes,
      text: 'O\'Hara "quoted" \\ 🎵',
      at,
      json: { deep: ['x', { y: null }] },
      list: ['a', 'b,c', null],
      nothing: null,
      no: false,
      int: 42,
    })
  })

  it('may be raw JSON, which the front turns into PostgreSQL text', async () => {
    const query =
      'select $1::int as a, $2::bool as b, $3::jsonb as c, $4::text[] as d, $5::int[] as e'
    const params = [7, true, { k: 'v' }, ['x"y', null, { z: 1 }], [[1], [2]]]
    const answer = await post({ query, params })
    const row = {
      a: '7',
      b: 't',
      c: '{"k": "v"}',
      d: '{"x\\"y",NULL,"{\\"z\\":1}"}',
      e: '{{1},{2}}',
    }
    expect(await answer.json()).toMatchObject({ rows: [row] })
  })
})

describe('results', () => {
  it('are complete, with fields, command and row count', async () => {
    const full = await sql.query('select 1 as one, $1::text as two', ['2'], { fullResults: true })
    expect(full).toMatchObject({
      command: 'SELECT',
      rowCount: 1,
      rows: [{ one: 1, two: '2' }],
      rowAsArray: false,
      viaNeonFetch: true,
      fields: [
        {
          name: 'one',
          dataTypeID: 23,
          dataTypeSize: 4,
          tableID: 0,
          columnID: 0,
          dataTypeModifier: -1,
        },
        { name: 'two', dataTypeID: 25, format: 'text' },
      ],
    })
  })

  it('come as arrays when asked, which keeps columns of the same name apart', async () => {
    expect(await sql.query('select 1 as a, 2 as a', [], { arrayMode: true })).toEqual([[1, 2]])
    const wire = await (await post({ query: 'select 1 as a', arrayMode: true })).json()
    expect(wire).toMatchObject({ rows: [['1']], rowAsArray: true })
  })

  it('count the rows of writes, and none for definitions', async () => {
    const options = { fullResults: true } as const
    const create = await sql.query('create table counted (id int)', [], options)
    const insert = await sql.query('insert into counted values (1), (2), (3)', [], options)
    const update = await sql.query('update counted set id = 0 where id > 1', [], options)
    expect([create.command, create.rowCount]).toEqual(['CREATE', null])
    expect([insert.command, insert.rowCount]).toEqual(['INSERT', 3])
    expect([update.command, update.rowCount]).toEqual(['UPDATE', 2])
  })

  it('can be read by any web page', async () => {
    const answer = await post({ query: 'select 1' })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('content-type')).toBe('application/json')
  })
})

describe('errors', () => {
  it('have all that PostgreSQL said', async () => {
    await sql`create table people (id int constraint people_pkey primary key, email text constraint people_email_taken unique)`
    await sql`insert into people values (1, 'ada@example.com')`
    expect(await failureOf(sql`insert into people values (2, 'ada@example.com')`)).toMatchObject({
      code: '23505',
      message: 'duplicate key value violates unique constraint "people_email_taken"',
      detail: 'Key (email)=(ada@example.com) already exists.',
      severity: 'ERROR',
      schema: 'public',
      table: 'people',
      constraint: 'people_email_taken',
      file: 'nbtinsert.c',
      line: expect.stringMatching(/^\d+$/),
      routine: '_bt_check_unique',
    })
  })

  it.each([
    ['42P01', 'select * from nowhere', '15'],
    ['42601', 'selec 1', '1'],
    ['42703', 'select nothing', '8'],
    ['08P01', 'select $1::int', undefined],
    ['22012', 'select 1 / 0', undefined],
    ['22P02', "select 'x'::int", '8'],
  ])('say %s for %s', async (code, query, position) => {
    expect(await failureOf(sql.query(query))).toMatchObject({ code, position })
  })

  it('refuse two statements in one text', async () => {
    const error = await failureOf(sql.query('select 1; select 2'))
    expect(error.code).toBe('42601')
    expect(error.message).toBe('cannot insert multiple commands into a prepared statement')
  })

  it('say 28P01 for a wrong password or person, and 3D000 for no such database', async () => {
    const stranger = 'postgres://nobody:soundfoundry@db.localtest.me/soundfoundry'
    expect(await failureOf(neon(server.connect('soundfoundry', 'wrong'))`select 1`)).toMatchObject({
      code: '28P01',
      message: 'password authentication failed for user "soundfoundry"',
    })
    expect((await failureOf(neon(stranger)`select 1`)).code).toBe('28P01')
    expect((await failureOf(neon(server.connect('missing'))`select 1`)).code).toBe('3D000')
  })

  it.each([
    ['invalid connection string', { 'neon-connection-string': 'nonsense' }],
    ['incorrect scheme', { 'neon-connection-string': 'https://a:b@db.localtest.me/x' }],
    ['missing database name', { 'neon-connection-string': 'postgres://a:b@db.localtest.me' }],
    ['missing username', { 'neon-connection-string': 'postgres://db.localtest.me/x' }],
    ['missing authentication', { 'neon-connection-string': 'postgres://a@db.localtest.me/x' }],
    ['missing hostname', { 'neon-connection-string': 'postgres://a:b@127.0.0.1/x' }],
    ['invalid isolation level', { 'neon-batch-isolation-level': 'Chaos' }],
  ])('refuse a request with 400 and no code: %s', async (message, headers) => {
    const answer = await post({ query: 'select 1' }, headers)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      message: expect.stringContaining(message),
      code: '',
    })
  })

  it('refuse a body that is no query', async () => {
    const answers = await Promise.all([
      post('{"query":'),
      post({ query: 1 }),
      post({ queries: {} }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400])
  })
})

it('keeps no session between requests', async () => {
  await sql`set statement_timeout = '5s'`
  expect(await sql`show statement_timeout`).toEqual([{ statement_timeout: '0' }])
  await sql`begin`
  expect((await failureOf(sql`savepoint here`)).code).toBe('25P01')
})
