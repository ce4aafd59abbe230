import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { expectRefusal } from '../../tests/harness/refusals.ts'
import { readBalance, requestSong, SONG } from '../../tests/harness/songs.ts'
import { openStudio, type Studio } from '../../tests/harness/studio.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(() => studio.reset())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const reported = async () => (await studio.sentry.errors()).map(({ tags }) => tags.event)

const SENTENCE = 'Something went wrong on our side. Nothing was charged for it.'
const AWAY = 'The studio can’t reach its database right now.'
const UNKNOWN =
  'We can’t tell whether this went through. Sending it again with the same Idempotency-Key is safe.'

describe('errors of the API', () => {
  it('are 404 with the same body for routes that do not exist', async () => {
    const ada = await studio.newPerson()
    const calls = [
      ada.call('/api'),
      ada.call('/api/'),
      ada.call('/api/nothing'),
      ada.call('/api/auth/delete-user', { method: 'POST', json: {} }),
      ada.call('/api/tracks/trk_x/y/z', { method: 'PUT' }),
      ada.call('/api/webhooks/nobody', { method: 'POST' }),
      studio.callAs('')('/api/nothing'),
    ]
    for (const answer of await Promise.all(calls)) await expectRefusal(answer, 'not_found')
  })

  it.each([
    ['PUT', '/api/tracks', 'GET, HEAD, PATCH, POST'],
    ['POST', '/api/tracks/trk_x', 'DELETE, GET, HEAD, PATCH'],
    ['POST', '/api/tracks/trk_x/audio', 'GET, HEAD'],
    ['POST', '/api/jobs', 'GET, HEAD'],
    ['GET', '/api/jobs/job_x/cancel', 'POST'],
    ['OPTIONS', '/api/credits/checkout', 'POST'],
    ['DELETE', '/api/models', 'GET, HEAD'],
    ['GET', '/api/account', 'DELETE'],
    ['GET', '/api/auth/sign-out', 'POST'],
    ['DELETE', '/api/auth/get-session', 'GET, HEAD'],
    ['GET', '/api/webhooks/fal', 'POST'],
    ['PATCH', '/api/stripe/webhook', 'POST'],
    ['POST', '/metrics', 'GET, HEAD'],
  ])('are 405 for %s %s, and name the methods that it takes', async (method, path, allow) => {
    const ada = await studio.newPerson()
    const answer = await ada.call(path, { method })
    expect(answer.headers.get('allow')).toBe(allow)
    await expectRefusal(answer, 'method_not_allowed')
  })

  it('are 500 with one fixed sentence when they are our fault; the log has the rest', async () => {
    const log = vi.spyOn(console, 'error')
    const ada = await studio.newPerson()
    for (const fault of ['error_before', 'too_large', 'serialization']) {
      await studio.postgres.fault(fault)
      const error = await expectRefusal(await ada.call('/api/credits'), 'internal')
      expect(error.message).toBe(SENTENCE)
      const lines = log.mock.calls.map(([line]) => String(line))
      expect(lines.filter((line) => line.includes(error.requestId))).toHaveLength(1)
    }
  })

  it('say of a write that nobody knows whether it was done, and it can be sent again', async () => {
    const ada = await studio.newPerson()
    const headers = { 'idempotency-key': 'once' }
    const ask = () => ada.call('/api/tracks', { json: SONG, headers })
    await studio.postgres.fault('error_after_commit')
    expect((await expectRefusal(await ask(), 'internal')).message).toBe(UNKNOWN)
    await studio.postgres.fault('drop')
    expect((await expectRefusal(await ask(), 'unavailable')).message).toBe(`${AWAY} ${UNKNOWN}`)
    expect((await ask()).status).toBe(202)
    expect(await readBalance(ada)).toEqual({ available: 45, held: 5 })
    for (const [path, call] of [
      ['/api/tracks/trk_x', { method: 'PATCH', json: { favorite: true } }],
      ['/api/jobs/job_x/cancel', { method: 'POST' }],
      ['/api/credits/checkout', { json: { pack: 'starter' } }],
    ] as const) {
      await studio.postgres.fault('error_before')
      expect((await expectRefusal(await ada.call(path, call), 'internal')).message).toBe(UNKNOWN)
    }
  })

  it('are 503 while the database can’t be reached, say when to come back, and are one report', async () => {
    const ada = await studio.newPerson()
    vi.setSystemTime(Date.now() + 120_000)
    await ada.call('/api/credits')
    await studio.postgres.fault('drop', 4)
    for (const path of ['/api/credits', '/api/tracks', '/api/library', '/api/tracks/trk_x']) {
      const answer = await ada.call(path)
      expect(answer.headers.get('retry-after')).toBe('5')
      const { message } = await expectRefusal(answer, 'unavailable')
      expect(message).toBe(`${AWAY} Try again in a moment.`)
    }
    expect(await reported()).toEqual(['database_unreachable'])
    vi.setSystemTime(Date.now() + 61_000)
    await studio.redis.flush()
    await studio.postgres.fault('drop')
    await expectRefusal(await ada.call('/api/credits'), 'unavailable')
    expect(await reported()).toEqual(['database_unreachable', 'database_unreachable'])
  })

  it('are one report while Redis is away, however many jobs are made and watched', async () => {
    const ada = await studio.newPerson()
    vi.setSystemTime(Date.now() + 240_000)
    await studio.redis.fault('drop', 1_000)
    for (let song = 0; song < 3; song += 1) {
      const { job } = await requestSong(ada)
      for (let poll = 0; poll < 7; poll += 1) await ada.call(`/api/jobs/${job.id}`)
    }
    expect(await reported()).toEqual(['snapshot_not_written'])
    vi.setSystemTime(Date.now() + 61_000)
    await requestSong(ada)
    expect(await reported()).toEqual(['snapshot_not_written', 'snapshot_not_written'])
  })

  it("never write people's words or addresses into the log", async () => {
    const log = vi.spyOn(console, 'error')
    const ada = await studio.newPerson()
    const { track } = await requestSong(ada)
    const title = 'My most private title'
    await studio.postgres.fault('error_before')
    const change = ada.call(`/api/tracks/${track.id}`, { method: 'PATCH', json: { title } })
    await expectRefusal(await change, 'internal')
    await studio.postgres.fault('error_before')
    const json = { email: ada.email, password: 'my most private password' }
    await expectRefusal(await ada.call('/api/auth/sign-in/email', { json }), 'internal')
    const written = JSON.stringify(log.mock.calls.flat().map(String))
    expect(written).toContain('unexpected_error')
    for (const secret of [title, ada.email, json.password]) expect(written).not.toContain(secret)
  })

  it('each have their own id', async () => {
    const answers = await Promise.all([studio.fetch('/api/x'), studio.fetch('/api/x')])
    const errors = await Promise.all(answers.map((answer) => expectRefusal(answer, 'not_found')))
    expect(new Set(errors.map(({ requestId }) => requestId)).size).toBe(2)
    const fine = await studio.fetch('/api/health')
    expect(fine.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('are 4xx for paths that cannot hold an id', async () => {
    const ada = await studio.newPerson()
    for (const id of ['%00', '%ZZ', '%F0%28', '..%2f..%2f', `${'x'.repeat(5_000)}`, "'--"]) {
      for (const path of [`/api/tracks/${id}`, `/api/jobs/${id}`, `/api/tracks/${id}/audio`]) {
        const { status } = await ada.call(path)
        expect({ path, status: status >= 400 && status < 500 }).toEqual({ path, status: true })
      }
    }
  })
})

describe('GET /api/health', () => {
  it('answers without asking Postgres or Redis', async () => {
    const answer = await studio.fetch('/api/health')
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true }])
    expect(await studio.postgres.counters()).toMatchObject({ requests: 0 })
    expect(await studio.redis.counters()).toMatchObject({ requests: 0 })
  })

  it('is ready when Postgres and Redis answer, and names the one that does not', async () => {
    const ready = async () => {
      const answer = await studio.fetch('/api/health/ready')
      return [answer.status, await answer.json()]
    }
    const fiveSecondsLater = () => vi.setSystemTime(Date.now() + 5_000)
    fiveSecondsLater()
    expect(await ready()).toEqual([200, { ok: true, postgres: true, redis: true }])
    await studio.postgres.resetCounters()
    await Promise.all(Array.from({ length: 20 }, ready))
    expect(await studio.postgres.counters()).toMatchObject({ requests: 0 })
    fiveSecondsLater()
    await studio.postgres.fault('drop')
    expect(await ready()).toEqual([503, { ok: false, postgres: false, redis: true }])
    fiveSecondsLater()
    await studio.redis.fault('drop', 10)
    expect(await ready()).toEqual([503, { ok: false, postgres: true, redis: false }])
  })
})
