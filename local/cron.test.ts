import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { CRON_JOBS } from '../worker/cron/index.ts'
import { startCron } from './cron.ts'

/** Generous, for a busy machine. */
const ANSWERS_MILLISECONDS = 10_000

it('fires every trigger that the Worker has a job for, at once and at its interval', async () => {
  const fired: string[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://worker')
    if (pathname === '/cdn-cgi/local/scheduled') fired.push(searchParams.get('cron') ?? '')
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())

  // A server that listens on TCP has an AddressInfo.
  const cron = startCron((server.address() as AddressInfo).port)
  onTestFinished(cron.stop)
  await vi.waitFor(
    () => expect([...fired].sort()).toEqual(Object.keys(CRON_JOBS).sort()),
    ANSWERS_MILLISECONDS,
  )

  vi.advanceTimersByTime(60 * 60_000)
  const timesIn = (trigger: string) => {
    if (trigger.startsWith('* *')) return 61
    return /^\d+ \* /.test(trigger) ? 2 : 1
  }
  const expected = Object.keys(CRON_JOBS).map((trigger) => [trigger, timesIn(trigger)])
  await vi.waitFor(() => {
    const counted = expected.map(([trigger]) => [
      trigger,
      fired.filter((each) => each === trigger).length,
    ])
    expect(counted).toEqual(expected)
  }, ANSWERS_MILLISECONDS)
})
