import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type PostgresOptions, type PostgresServer, startPostgres } from './postgres-server.ts'

let parent: string
let running: PostgresServer[] = []

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'postgres-server-'))
  // Only our account may enter: when we are root, PostgreSQL's can't.
  await chmod(parent, 0o700)
})
afterAll(() => rm(parent, { recursive: true }))
afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()))
  running = []
})

async function start(options: Partial<PostgresOptions> = {}): Promise<PostgresServer> {
  const server = await startPostgres({ folder: join(parent, 'data'), fsync: false, ...options })
  running.push(server)
  return server
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

it('keeps its data from one start to the next, and is gone after each stop', async () => {
  const first = await start()
  await query(first.url, `create table kept as select 'still here'`)
  await first.stop()
  expect(isAlive(first.pid)).toBe(false)
  const second = await start()
  expect(await query(second.url, 'table kept')).toEqual(['still here'])
})

it('starts again after it was killed, or with a pid file that names another program', async () => {
  const killed = await start({ fsync: true })
  await query(killed.url, 'create table survivor as select 1')
  process.kill(killed.pid, 'SIGKILL')
  const healed = await start()
  expect(await query(healed.url, 'table survivor')).toEqual([1])
  const pidFile = await readFile(join(parent, 'data', 'postmaster.pid'), 'utf8')
  await healed.stop()
  // PostgreSQL mistakes only processes of its own account for a server.
  const { uid, gid } = await stat(join(parent, 'data'))
  const impostor = spawn('sleep', ['60'], process.getuid?.() === 0 ? { uid, gid } : {})
  await writeFile(
    join(parent, 'data', 'postmaster.pid'),
    pidFile.replace(/^\d+/, String(impostor.pid)),
  )
  expect(await query((await start()).url, 'table survivor')).toEqual([1])
  impostor.kill()
})

it('says in one sentence why it will not start', async () => {
  const { pid, stop } = await start()
  await expect(start()).rejects.toThrow(
    `Another PostgreSQL (process ${pid}) is already using ${join(parent, 'data')}.`,
  )
  await stop()
  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  const { port } = squatter.address() as AddressInfo // it listens on TCP
  await expect(start({ port })).rejects.toThrow(`Port ${port} is taken by another program.`)
  squatter.close()
  await expect(start({ folder: parent })).rejects.toThrow(
    `${parent} is neither empty nor a PostgreSQL data folder.`,
  )
})

it('speaks UTF-8 ordered by code point, durably unless told otherwise, to a role that is no superuser', async () => {
  const { url, stop } = await start()
  const settings = `select current_setting(name) from unnest(array['server_encoding', 'TimeZone', 'max_connections',
    'fsync', 'synchronous_commit', 'full_page_writes', 'is_superuser', 'listen_addresses']) as name`
  const careless = ['UTF8', 'UTC', '300', 'off', 'off', 'off', 'off', '127.0.0.1']
  expect(await query(url, settings)).toEqual(careless)
  expect(
    await query(url, `select x from unnest(array['b', 'é', 'B', 'a']) as x order by x`),
  ).toEqual(['B', 'a', 'b', 'é'])
  expect(await query(url, `select upper('é')`)).toEqual(['É'])
  const superuser = url.replace('soundfoundry:soundfoundry', 'postgres:postgres')
  await expect(query(superuser, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  await stop()
  const durable = await start({ fsync: true })
  expect((await query(durable.url, settings)).slice(3, 6)).toEqual(['on', 'on', 'on'])
})
