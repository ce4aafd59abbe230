import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { freePortRange, npmStart, pressCtrlC } from './npm-start.ts'
import { countAsked, paidAtFal } from './providers.ts'

const folder = await mkdtemp(join(tmpdir(), 'soundfoundry-start-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The processes that still run of a studio with its data in `folder`. */
const survivors = () =>
  spawnSync('pgrep', ['-f', folder], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean)

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.com', password: 'let-me-play' }),
  })
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const SONGS = 10
/** Long enough for all of them to be under way at once. */
const RENDER_SECONDS = 20

async function read<Answer>(url: string, cookie: string, path: string): Promise<Answer> {
  return (await (await fetch(url + path, { headers: { cookie } })).json()) as Answer
}

/** How many tracks there are of each status. */
async function library(url: string, cookie: string): Promise<Record<string, number>> {
  const { items } = await read<{ items: { status: string }[] }>(url, cookie, '/api/tracks')
  const counts: Record<string, number> = {}
  for (const { status } of items) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

async function requestSong(url: string, cookie: string, name: string): Promise<string> {
  const prompt = `drum ${name} that outlives its server`
  const asked = await fetch(`${url}/api/tracks`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ prompt, instrumental: true, durationSeconds: 15 }),
  })
  expect(asked.status).toBe(202)
  return ((await asked.json()) as { track: { id: string } }).track.id
}

/** How many songs with such a prompt FAL was paid for. */
async function paidFor(url: string, name: string): Promise<number> {
  const prompts = (await paidAtFal(url)).map(({ input }) => input.prompt ?? '')
  return prompts.filter((prompt) => prompt.startsWith(`${name} `)).length
}

/** How the credits of each of these tracks moved, in the API's words. */
async function readMoves(url: string, cookie: string, trackIds: string[]): Promise<string[]> {
  type Line = { trackId: string | null; kind: string; held: number }
  const path = '/api/credits/ledger?limit=100'
  const { items } = await read<{ items: Line[] }>(url, cookie, path)
  return trackIds.map((id) =>
    items
      .filter(({ trackId }) => trackId === id)
      .map(({ kind, held }) => `${kind} ${held}`)
      .reverse()
      .join(', '),
  )
}

it('stops cleanly, starts again with the library as it was, and finishes ten renders that kill -9 met in the middle, each paid once', {
  timeout: 400_000,
}, async () => {
  const port = await freePortRange()
  const first = await npmStart({ port, folder, renderSeconds: RENDER_SECONDS })
  expect(
    first.output().match(/^ready http:\/\/127\.0\.0\.1:\d+ .*ada@example\.com/gm),
  ).toHaveLength(1)
  const cookie = await signIn(first.url)
  const names = Array.from({ length: SONGS }, (_, song) => `number ${song + 1}`)
  const trackIds = await Promise.all(names.map((name) => requestSong(first.url, cookie, name)))
  const isUnderWay = async () =>
    (await paidFor(first.url, 'drum')) === SONGS &&
    'rendering' in (await library(first.url, cookie))
  await expect.poll(isUnderWay, { timeout: 60_000 }).toBe(true)
  expect(await library(first.url, cookie)).toMatchObject({ complete: 1 })
  // A process that has printed something was spawned, and so has a pid.
  const group = first.child.pid as number
  const ended = once(first.child, 'exit')
  process.kill(-group, 'SIGKILL')
  await ended

  const second = await npmStart({ port, folder, renderSeconds: RENDER_SECONDS })
  const healed = await signIn(second.url)
  await expect
    .poll(() => library(second.url, healed), { timeout: 200_000, interval: 1_000 })
    .toEqual({ complete: 1 + SONGS })
  expect(await readMoves(second.url, healed, trackIds)).toEqual(
    Array(SONGS).fill('hold 5, settle -5'),
  )
  for (const name of names) expect(await paidFor(second.url, `drum ${name}`)).toBe(1)
  expect(await countAsked('fal', second.url)).toBe(0)
  expect(await countAsked('replicate', second.url)).toBe(0)
  await pressCtrlC(second)
  expect(survivors()).toEqual([])
})

it('says in one sentence that its port is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const run = () =>
    execFileSync('npm', ['start'], {
      env: { ...process.env, PORT: String(port), LOCAL_FOLDER: join(folder, 'another') },
      encoding: 'utf8',
      stdio: 'pipe',
    })
  expect(run).toThrow(new RegExp(`Port ${port} is taken by another program`))
  server.close()
})
