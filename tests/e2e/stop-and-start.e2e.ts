import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { freePortRange, npmStart, pressCtrlC } from './npm-start.ts'

const folder = await mkdtemp(join(tmpdir(), 'soundfoundry-start-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What still runs of a studio that keeps its data in `folder`. */
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

async function library(url: string, cookie: string): Promise<{ id: string; status: string }[]> {
  const answer = await fetch(`${url}/api/tracks`, { headers: { cookie } })
  return ((await answer.json()) as { items: { id: string; status: string }[] }).items
}

it('stops cleanly, starts again with the library as it was, and heals after kill -9 in the middle of a render', {
  timeout: 300_000,
}, async () => {
  const port = await freePortRange()
  const first = await npmStart({ port, folder })
  expect(
    first.output().match(/^ready http:\/\/127\.0\.0\.1:\d+ .*ada@example\.com/gm),
  ).toHaveLength(1)
  const cookie = await signIn(first.url)
  const asked = await fetch(`${first.url}/api/tracks`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'a drum that outlives its server', instrumental: true }),
  })
  expect(asked.status).toBe(202)
  await expect
    .poll(async () => (await library(first.url, cookie)).map(({ status }) => status), {
      timeout: 15_000,
    })
    .toContain('rendering')
  // A process that printed something was spawned, and so has a pid.
  const group = first.child.pid as number
  const ended = once(first.child, 'exit')
  process.kill(-group, 'SIGKILL')
  await ended

  const second = await npmStart({ port, folder })
  const healed = await signIn(second.url)
  await expect
    .poll(async () => (await library(second.url, healed)).map(({ status }) => status), {
      timeout: 200_000,
      interval: 1_000,
    })
    .toEqual(['complete', 'complete'])
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
