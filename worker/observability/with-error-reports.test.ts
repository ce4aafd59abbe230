import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { messageOf } from '../../tests/harness/held-queue.ts'
import { expectRefusal } from '../../tests/harness/refusals.ts'
import { requestSong } from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'
import worker from '../index.ts'

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio()
  ada = await studio.newPerson()
})
beforeEach(() => studio.reset())
afterEach(() => {
  vi.restoreAllMocks()
})

const reported = async () => (await studio.sentry.errors()).map(({ tags }) => tags.event)

describe('an unexpected error', () => {
  it('is reported once, with its causes and the id that the answer carries', async () => {
    await studio.postgres.fault('serialization')
    const { requestId } = await expectRefusal(await ada.call('/api/credits'), 'internal')
    const [error, ...more] = await studio.sentry.errors()
    expect(more).toEqual([])
    expect(error).toMatchObject({
      environment: 'development',
      tags: { event: 'unexpected_error' },
      extra: { requestId, path: '/api/credits' },
      exception: { values: [{}, { value: 'A query failed' }] },
    })
    for (const { stacktrace } of error?.exception.values ?? [])
      expect(stacktrace?.frames.length).toBeGreaterThan(0)
  })

  it("is reported without people's words, cookies, addresses or queries", async () => {
    const query = 'my-most-private-query'
    await studio.postgres.fault('error_before')
    await expectRefusal(await ada.call(`/api/tracks?q=${query}`), 'internal')
    await studio.postgres.fault('error_before')
    const json = { email: ada.email, password: 'my most private password' }
    await expectRefusal(await ada.call('/api/auth/sign-in/email', { json }), 'internal')
    const { job } = await requestSong(ada)
    await studio.redis.fault('error', 10)
    await studio.work('submit')
    const errors = await studio.sentry.errors()
    const unexpected = Array(2).fill('unexpected_error')
    expect(await reported()).toEqual([...unexpected, 'snapshot_not_written'])
    expect(errors[2]?.extra).toEqual({ jobId: job.id })
    for (const { request, user } of errors) expect([request, user]).toEqual([undefined, undefined])
    const bodies = (await studio.sentry.envelopes()).map(({ body }) => body).join('\n')
    const command = 'zadd'
    for (const secret of [query, ada.email, json.password, ada.address, ada.cookie, command])
      expect(bodies).not.toContain(secret)
  })

  it('is reported for a page and for a broken environment, too', async () => {
    const { sentry, ...broken } = await openStudio({ AUTH_SECRET: 'too short' })
    await broken.fetch('/create?prompt=secret')
    await broken.fetch('/api/health')
    await broken.cron().catch(() => undefined)
    await broken.deliver([messageOf({ kind: 'submit', jobId: 'job_x' })]).catch(() => undefined)
    const errors = await sentry.errors()
    expect(errors.map(({ tags }) => tags.event)).toEqual([
      'page_failed',
      'unexpected_error',
      'unexpected_error',
      'unexpected_error',
    ])
    expect(errors[0]?.extra).toEqual({ path: '/create' })
    for (const { exception } of errors)
      expect(exception.values[0]?.value).toMatch(/missing or wrong: AUTH_SECRET$/)
  })

  it('is only logged in a studio without Sentry', async () => {
    const log = vi.spyOn(console, 'error')
    const { sentry, ...quiet } = await openStudio({ SENTRY_DSN: undefined, AUTH_SECRET: 'short' })
    await expectRefusal(await quiet.fetch('/api/health'), 'internal')
    expect(log).toHaveBeenCalledTimes(1)
    expect(await sentry.counters()).toEqual({ requests: 0 })
  })

  it('is never mixed up with that of another request at the same time', async () => {
    await studio.postgres.fault('error_before', 5)
    const answers = await Promise.all(Array.from({ length: 5 }, () => ada.call('/api/credits')))
    const ids = await Promise.all(
      answers.map(async (answer) => (await expectRefusal(answer, 'internal')).requestId),
    )
    const told = (await studio.sentry.errors()).map(({ extra }) => extra.requestId)
    expect(told.sort()).toEqual(ids.sort())
  })
})

describe('an expected refusal', () => {
  it('is not reported', async () => {
    await expectRefusal(await ada.call('/api/nothing'), 'not_found')
    await expectRefusal(await ada.call('/api/tracks', { json: {} }), 'invalid', 'prompt')
    expect(await reported()).toEqual([])
  })
})

describe('a message that fails', () => {
  it('is reported at every fifth try, and when it is dead', async () => {
    await requestSong(ada)
    const { id, body } = studio.takeMessage('submit')
    for (const attempts of [1, 4, 5, 6, 9, 10]) {
      await studio.postgres.fault('error_before')
      await studio.deliver([{ id, body, attempts, delaySeconds: 0 }])
    }
    expect(await reported()).toEqual(['message_failed', 'message_failed'])
    await studio.deliver([{ id, body, attempts: 21, delaySeconds: 0 }], 'dead')
    expect((await studio.sentry.errors()).at(-1)).toMatchObject({
      tags: { event: 'message_dead' },
      extra: { messageId: id, body: JSON.stringify(body) },
    })
  })
})

describe('a cron round', () => {
  it('is reported when it fails', async () => {
    await studio.postgres.fault('error_before', 2)
    await expect(studio.cron()).rejects.toThrow()
    expect(await reported()).toEqual(['overdue_jobs_not_failed', 'unexpected_error'])
  })

  it('is an error for an unknown trigger', async () => {
    await expect(studio.cron('0 0 1 1 *')).rejects.toThrow('has no job')
  })
})

describe('a failing Sentry', () => {
  const askInVain = async () => {
    await studio.postgres.fault('error_before')
    return expectRefusal(await ada.call('/api/credits'), 'internal')
  }

  it.each(['down', 'error', 'rate_limited'])('changes no answer: %s', async (kind) => {
    const warnings = vi.spyOn(console, 'warn')
    await studio.sentry.fault(kind)
    await askInVain()
    expect(await studio.sentry.counters()).toEqual({ requests: 1 })
    expect(warnings.mock.calls.flat().join()).toMatch(/error_report_(lost|refused)/)
    await askInVain()
    expect(await reported()).toEqual(['unexpected_error'])
  })

  it('delays no answer when it is slow', async () => {
    await studio.sentry.fault('slow', { milliseconds: 1_000 })
    await studio.postgres.fault('error_before')
    const [ctx, start] = [createExecutionContext(), performance.now()]
    const headers = { cookie: ada.cookie, 'cf-connecting-ip': ada.address }
    const request = new Request('http://studio.test/api/credits', { headers })
    // What Cloudflare says of a request's origin is never read.
    await worker.fetch(request as Request<unknown, IncomingRequestCfProperties>, studio.env, ctx)
    const answered = performance.now() - start
    await waitOnExecutionContext(ctx)
    expect(answered).toBeLessThan(900)
    expect(performance.now() - start).toBeGreaterThan(900)
    expect(await reported()).toEqual(['unexpected_error'])
  })
})
