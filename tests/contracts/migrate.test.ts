import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../migrations/migrate.ts'
import { startScratchPostgres } from './scratch-postgres.ts'

let postgres: Awaited<ReturnType<typeof startScratchPostgres>>
let folder: string
let databaseUrl: string
let databases = 0

beforeAll(async () => {
  postgres = await startScratchPostgres()
})
afterAll(() => postgres.close())

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  databases += 1
  await query(postgres.url, `create database migrated_${databases}`)
  databaseUrl = postgres.url.replace(/[^/]+$/, `migrated_${databases}`)
  await write('0001_make_songs.sql', 'create table songs (id int);\ninsert into songs values (1);')
  await write('0002_name_songs.sql', `alter table songs add title text default 'untitled';`)
  return () => rm(folder, { recursive: true })
})

function write(name: string, sql: string): Promise<void> {
  return writeFile(join(folder, name), sql)
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query({ text, rowMode: 'array' })).rows
  } finally {
    await client.end()
  }
}

const landed = () => query(databaseUrl, 'select name from schema_migrations order by name')

it('applies what has not landed yet, in order, once', async () => {
  const both = ['0001_make_songs.sql', '0002_name_songs.sql']
  expect(await migrate({ databaseUrl, folder })).toEqual({ applied: both })
  expect(await query(databaseUrl, 'table songs')).toEqual([[1, 'untitled']])
  expect(await migrate({ databaseUrl, folder })).toEqual({ applied: [] })
  await write('0003_drop_songs.sql', 'drop table songs')
  expect(await migrate({ databaseUrl, folder })).toEqual({ applied: ['0003_drop_songs.sql'] })
})

it('creates nothing but its own table and what the files say', async () => {
  await migrate({ databaseUrl, folder })
  const tables = await query(
    databaseUrl,
    `select tablename from pg_tables where schemaname = 'public' order by 1`,
  )
  expect(tables.flat()).toEqual(['schema_migrations', 'songs'])
  const columns = await query(
    databaseUrl,
    'select sha256, applied_at is not null from schema_migrations',
  )
  expect(columns).toEqual(Array(2).fill([expect.stringMatching(/^[0-9a-f]{64}$/), true]))
})

it('works alone, while others wait', async () => {
  const gate = 7
  await write('0003_wait_at_the_gate.sql', `select pg_advisory_xact_lock(${gate})`)
  const keeper = new Client({ connectionString: databaseUrl })
  await keeper.connect()
  await keeper.query('select pg_advisory_lock($1)', [gate])
  const both = Promise.all([migrate({ databaseUrl, folder }), migrate({ databaseUrl, folder })])
  const waiting = `select objid = ${gate} from pg_locks where locktype = 'advisory' and not granted order by 1`
  await expect
    .poll(() => query(databaseUrl, waiting), { timeout: 20_000 })
    .toEqual([[false], [true]])
  await keeper.end()
  await both
})

it('can be started several times at once', async () => {
  const runs = await Promise.all(Array.from({ length: 5 }, () => migrate({ databaseUrl, folder })))
  const applied = runs.flatMap((run) => run.applied)
  expect(applied.toSorted()).toEqual(['0001_make_songs.sql', '0002_name_songs.sql'])
  expect(await query(databaseUrl, 'table songs')).toHaveLength(1)
})

it('leaves nothing of a file that fails, keeps those before it, and names the line', async () => {
  await write('0003_half.sql', 'create table half (id int);\nselect 1;\nselec 2;')
  const failure = '0003_half.sql:3: syntax error at or near "selec"'
  await expect(migrate({ databaseUrl, folder })).rejects.toThrow(failure)
  expect(await landed()).toEqual([['0001_make_songs.sql'], ['0002_name_songs.sql']])
  expect(await query(databaseUrl, `select to_regclass('half')`)).toEqual([[null]])
})

describe('refuses and applies nothing', () => {
  it('when a landed file was changed, or is gone', async () => {
    await migrate({ databaseUrl, folder })
    await write('0003_more.sql', 'create table more (id int)')
    await write('0001_make_songs.sql', 'create table songs (id bigint);')
    const changed = '0001_make_songs.sql was changed after it landed'
    await expect(migrate({ databaseUrl, folder })).rejects.toThrow(changed)
    await rm(join(folder, '0001_make_songs.sql'))
    await write('0001_make_sonnets.sql', '')
    const gone = '0001_make_songs.sql has landed in this database, but its file is gone'
    await expect(migrate({ databaseUrl, folder })).rejects.toThrow(gone)
    expect(await landed()).toHaveLength(2)
  })

  it.each([
    ['0002_other.sql', '0002_other.sql has the same number as 0002_name_songs.sql.'],
    ['0004_skipped.sql', '0004_skipped.sql should have the number 0003.'],
    ['3_short.sql', '3_short.sql is not named like 0001_what_it_does.sql.'],
  ])('when there is a %s', async (name, failure) => {
    await write(name, 'select 1')
    await expect(migrate({ databaseUrl, folder })).rejects.toThrow(failure)
    expect(await query(databaseUrl, `select to_regclass('schema_migrations')`)).toEqual([[null]])
  })
})

describe('our own migrations', () => {
  /** Lands the files up to the one with this number. */
  async function migrateTo(number: string) {
    const own = join(import.meta.dirname, '../../migrations')
    await rm(folder, { recursive: true })
    await cp(own, folder, {
      recursive: true,
      filter: (path) => !path.endsWith('.sql') || basename(path).slice(0, 4) <= number,
    })
    await migrate({ databaseUrl, folder })
  }

  it('count the takes of tracks from before', async () => {
    await migrateTo('0007')
    await query(databaseUrl, `insert into users (id, name, email) values ('usr_1', 'Ada', 'ada')`)
    const asked = { trk_b: 'req_1', trk_a: 'req_1', trk_c: 'req_2', trk_d: 'req_1', trk_e: null }
    for (const [track, request] of Object.entries(asked)) {
      await query(
        databaseUrl,
        `insert into tracks (id, user_id, title, prompt, instrumental, model, status, created_at)
          values ('${track}', 'usr_1', '', '', true, '', 'queued', now())`,
      )
      if (request)
        await query(
          databaseUrl,
          `insert into jobs (id, user_id, track_id, request_id, kind, model, status, stage, credits,
              deadline, created_at)
            values ('job_${track}', 'usr_1', '${track}', '${request}', 'generate', '', 'queued', '',
              0, now(), now())`,
        )
    }
    await migrateTo('0008')
    expect(await query(databaseUrl, 'select id, order_id, take from tracks order by id')).toEqual([
      ['trk_a', 'req_1', 1],
      ['trk_b', 'req_1', 2],
      ['trk_c', 'req_2', null],
      ['trk_d', 'req_1', 3],
      ['trk_e', expect.stringMatching(/^[0-9a-f-]{36}$/), null],
    ])
  })
})

describe('the command', () => {
  async function run(args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    const cli = [join(folder, 'cli.ts'), ...args]
    const options = { env: { PATH: process.env.PATH, ...env } }
    const { stdout } = await promisify(execFile)(process.execPath, cli, options)
    return stdout
  }

  beforeEach(async () => {
    const root = join(import.meta.dirname, '../..')
    for (const name of await readdir(join(root, 'migrations'))) {
      if (name.endsWith('.ts')) await cp(join(root, 'migrations', name), join(folder, name))
    }
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  })

  it('migrates the database of DATABASE_URL', async () => {
    const env = { DATABASE_URL: databaseUrl }
    expect(await run([], env)).toBe('Applied 0001_make_songs.sql, 0002_name_songs.sql\n')
    expect(await run([], env)).toBe('Nothing to migrate.\n')
    const stderr = 'Set DATABASE_URL to the database that should be migrated.\n'
    await expect(run([])).rejects.toMatchObject({ code: 1, stderr })
  })

  it('writes the next numbered file', async () => {
    const path = join(folder, '0003_add_some_thing.sql')
    expect(await run(['new', 'Add', 'some', 'thing!'])).toBe(`Wrote ${path}\n`)
    expect(await readFile(path, 'utf8')).toBe('')
  })
})
