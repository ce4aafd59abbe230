import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { expectRefusal } from '../../tests/harness/refusals.ts'
import { requestSong } from '../../tests/harness/songs.ts'
import { openStudio, type Studio } from '../../tests/harness/studio.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(() => studio.reset())
afterEach(() => {
  vi.restoreAllMocks()
})

const SENTENCE = 'Something went wrong on our side. Nothing was charged for it.'

describe('errors of the API', () => {
  it('are 404 with the same body for routes that do not exist', async () => {
    const ada = await studio.newPerson()
    const calls = [
      ada.call('/api'),
      ada.call('/api/'),
      ada.call('/api/nothing'),
      ada.call('/api/tracks', { method: 'PUT' }),
      ada.call('/api/jobs', { method: 'POST' }),
      ada.call('/api/auth/delete-user', { method: 'POST', json: {} }),
      ada.call('/api/webhooks/fal'),
      ada.call('/api/webhooks/nobody', { method: 'POST' }),
      studio.callAs('')('/api/nothing'),
    ]
    for (const answer of await Promise.all(calls)) await expectRefusal(answer, 'not_found')
  })

  it('are 500 with one fixed sentence when they are our fault; the log has the rest', async () => {
    const log = vi.spyOn(console, 'error')
    const ada = await studio.newPerson()
    for (const fault of ['error_before', 'drop', 'too_large', 'serialization']) {
      await studio.postgres.fault(fault)
      const error = await expectRefusal(await ada.call('/api/credits'), 'internal')
      expect(error.message).toBe(SENTENCE)
      const lines = log.mock.calls.map(([line]) => String(line))
      expect(lines.filter((line) => line.includes(error.requestId))).toHaveLength(1)
    }
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
    expect(await ready()).toEqual([200, { ok: true, postgres: true, redis: true }])
    await studio.postgres.fault('drop')
    expect(await ready()).toEqual([503, { ok: false, postgres: false, redis: true }])
    await studio.redis.fault('drop', 10)
    expect(await ready()).toEqual([503, { ok: false, postgres: true, redis: false }])
  })
})
