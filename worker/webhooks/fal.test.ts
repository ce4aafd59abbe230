import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  inject,
  it,
  vi,
} from 'vitest'
import type { SignedWebhook } from '../../tests/harness/fal-account.ts'
import { expectLedgerHolds } from '../../tests/harness/ledger-invariants.ts'
import { expectRefusal } from '../../tests/harness/refusals.ts'
import {
  creditMovesOf,
  makeSong,
  objectsOf,
  readBalance,
  readJob,
  submitSong,
  webhookOf,
} from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(async () => {
  await studio.reset()
  ada = await studio.newPerson()
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(() => expectLedgerHolds(studio))

async function submitted() {
  const song = await submitSong(studio, ada)
  return { ...song, webhook: await webhookOf(studio, song.requestId) }
}

function inboxOf(requestId: string) {
  const text = 'select processed_at is not null as processed from inbox where event_id = $1'
  return studio.sql<{ processed: boolean }>(text, [requestId])
}

/** Expects the webhook to be refused, with nothing stored or enqueued. */
async function expectForged(webhook: SignedWebhook, more: Partial<SignedWebhook> = {}) {
  const before = studio.finishes.sends.count
  const answer = await studio.receive({ ...webhook, ...more })
  await expectRefusal(answer, 'unauthenticated')
  expect(await inboxOf(webhook.requestId)).toEqual([])
  expect(studio.finishes.sends.count).toBe(before)
}

describe("FAL's webhook", () => {
  it('is stored once and enqueued, by one Postgres request and one send', async () => {
    const { webhook, requestId, attemptId } = await submitted()
    await studio.reset()
    expect((await studio.receive(webhook)).status).toBe(200)
    expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
    expect(studio.finishes.sends.count + studio.jobs.sends.count).toBe(1)
    expect(studio.finishes.held).toMatchObject([{ body: { kind: 'finish', attemptId } }])
    expect(await inboxOf(requestId)).toEqual([{ processed: false }])
    await studio.work('finish')
    expect(await inboxOf(requestId)).toEqual([{ processed: true }])
  })

  it.each([2, 20])('finishes the job once when it arrives %i times at once', async (times) => {
    const { webhook, requestId, job } = await submitted()
    const answers = await Promise.all(Array.from({ length: times }, () => studio.receive(webhook)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const [first, ...others] = studio.finishes.held.splice(0)
    if (first) await studio.deliver([first], 'finishes')
    await studio.deliver(others, 'finishes')
    expect(await inboxOf(requestId)).toEqual([{ processed: true }])
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'settle'])
    expect(await objectsOf(ada)).toHaveLength(2)
    expect(await readBalance(ada)).toEqual({ available: 45, held: 0 })
  })

  it('changes nothing when it arrives again after the track is complete', async () => {
    const { job, requestId } = await makeSong(studio, ada)
    const before = await readJob(ada, job.id)
    const sends = studio.finishes.sends.count
    expect((await studio.receive(await webhookOf(studio, requestId))).status).toBe(200)
    expect(studio.finishes.sends.count).toBe(sends)
    await studio.work()
    expect(await readJob(ada, job.id)).toEqual({ ...before, elapsedSeconds: expect.any(Number) })
  })

  it('changes nothing when it arrives after the job was canceled', async () => {
    const { webhook, job, requestId } = await submitted()
    await ada.call(`/api/jobs/${job.id}/cancel`, { method: 'POST' })
    expect((await studio.receive(webhook)).status).toBe(200)
    await studio.work()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'canceled' })
    expect(await inboxOf(requestId)).toEqual([{ processed: true }])
    expect(await objectsOf(ada)).toEqual([])
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
  })

  it('gives the person the track for free when it arrives after the job has failed', async () => {
    const { webhook, job } = await submitted()
    await studio.sql(
      `update attempts set submitted_at = submitted_at - interval '1 hour' where job_id = $1`,
      [job.id],
    )
    await studio.sql(`update jobs set deadline = now() - interval '6 minutes' where id = $1`, [
      job.id,
    ])
    await studio.cron()
    expect((await studio.receive(webhook)).status).toBe(200)
    await studio.work()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'release'])
    expect(await objectsOf(ada)).toHaveLength(2)
  })

  it('reports a failed render: the job fails with a sentence and costs nothing', async () => {
    await studio.fal.fault('render_422', { reason: 'content' })
    const { webhook, job } = await submitted()
    expect(JSON.parse(webhook.body)).toMatchObject({ status: 'ERROR' })
    expect((await studio.receive(webhook)).status).toBe(200)
    await studio.work()
    const { status, error } = await readJob(ada, job.id)
    expect(status).toBe('failed')
    expect(error).toEqual({
      code: 'refused',
      message: expect.stringMatching(/^The provider refused .+ Nothing was charged\.$/),
    })
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
  })

  it('needs no payload, since the consumer fetches the result', async () => {
    await studio.fal.fault('webhook_payload_error')
    const { webhook, job } = await submitted()
    expect(JSON.parse(webhook.body)).toMatchObject({ payload: null })
    await studio.receive(webhook)
    await studio.work('finish')
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
  })

  it('is answered 5xx while Postgres is down, so that FAL sends it again', async () => {
    const { webhook, requestId } = await submitted()
    for (const [fault, code] of [
      ['drop', 'unavailable'],
      ['error_before', 'internal'],
    ] as const) {
      await studio.postgres.fault(fault)
      await expectRefusal(await studio.receive(webhook), code)
      expect(await inboxOf(requestId)).toEqual([])
    }
    expect((await studio.receive(webhook)).status).toBe(200)
    expect(studio.finishes.held).toHaveLength(1)
  })

  it('is enqueued by a second delivery when the first could not be enqueued', async () => {
    const { webhook, requestId } = await submitted()
    studio.finishes.sends.broken = 1
    await expectRefusal(await studio.receive(webhook), 'internal')
    expect(await inboxOf(requestId)).toEqual([{ processed: false }])
    expect((await studio.receive(webhook)).status).toBe(200)
    expect(studio.finishes.held).toHaveLength(1)
  })

  it('does nothing for an unknown attempt', async () => {
    const { webhook, requestId } = await submitted()
    await studio.sql('delete from attempts where provider_request_id = $1', [requestId])
    expect((await studio.receive(webhook)).status).toBe(200)
    expect(await inboxOf(requestId)).toEqual([])
    expect(studio.finishes.held).toEqual([])
  })

  it('does nothing when the attempt already belongs to another render', async () => {
    const { webhook, requestId } = await submitted()
    await studio.sql(
      'update attempts set provider_request_id = $2 where provider_request_id = $1',
      [requestId, `another-${requestId}`],
    )
    expect((await studio.receive(webhook)).status).toBe(200)
    expect(await inboxOf(requestId)).toEqual([])
    expect(studio.finishes.held).toEqual([])
  })
})

describe('a webhook that FAL did not send', () => {
  it("is 401 when a stranger's key signed it", async () => {
    const { webhook } = await submitted()
    const headers = await studio.fal.sign(webhook.body, { wrongKey: true })
    await expectForged(webhook, { headers })
  })

  it('is 401 when a bit of its body, signature or ids was flipped', async () => {
    const { webhook } = await submitted()
    await expectForged(webhook, { body: webhook.body.replace('"OK"', '"KO"') })
    const name = 'X-Fal-Webhook-Signature'
    const signature = webhook.headers[name] ?? ''
    const flipped = (signature.startsWith('0') ? '1' : '0') + signature.slice(1)
    for (const value of [flipped, signature.slice(2), '', 'not hex', `${signature}00`])
      await expectForged(webhook, { headers: { ...webhook.headers, [name]: value } })
    for (const id of ['Request-Id', 'User-Id'])
      await expectForged(webhook, {
        headers: { ...webhook.headers, [`X-Fal-Webhook-${id}`]: 'somebody-else' },
      })
  })

  it('is 401 when a header is missing', async () => {
    const { webhook } = await submitted()
    for (const name of ['Request-Id', 'User-Id', 'Timestamp', 'Signature']) {
      const { [`X-Fal-Webhook-${name}`]: _, ...headers } = webhook.headers
      await expectForged(webhook, { headers })
    }
  })

  it('is 401 when it was signed more than five minutes ago or ahead', async () => {
    const { webhook } = await submitted()
    const now = Math.floor(Date.now() / 1000)
    for (const timestamp of [now - 305, now + 305]) {
      const headers = await studio.fal.sign(webhook.body, { timestamp })
      await expectForged(webhook, { headers })
    }
    const headers = await studio.fal.sign(webhook.body, { timestamp: now - 290 })
    expect((await studio.receive({ ...webhook, headers })).status).toBe(200)
  })

  it('is 401 when we did not make its address', async () => {
    const { webhook, attemptId } = await submitted()
    const other = await submitted()
    const signatureOf = (url: string) => new URL(url).searchParams.get('signature') ?? ''
    const queries = [
      {},
      { attempt: attemptId },
      { attempt: attemptId, signature: '' },
      { attempt: attemptId, signature: '00'.repeat(32) },
      { attempt: attemptId, signature: signatureOf(other.webhook.url) },
      { attempt: other.attemptId, signature: signatureOf(webhook.url) },
    ]
    for (const query of queries) {
      const url = new URL(webhook.url)
      url.search = new URLSearchParams(query).toString()
      await expectForged(webhook, { url: url.href })
    }
  })

  it('is 401 when its body names another request than its header', async () => {
    const { webhook } = await submitted()
    const other = await submitted()
    const headers = await studio.fal.sign(other.webhook.body, { requestId: webhook.requestId })
    await expectForged(webhook, { body: other.webhook.body, headers })
  })

  it('is 400 when it is signed but not an event', async () => {
    const { webhook, requestId } = await submitted()
    for (const body of ['not json', '[]', '{"status":"OK"}', 'null']) {
      const headers = await studio.fal.sign(body, { requestId })
      await expectRefusal(await studio.receive({ ...webhook, body, headers }), 'invalid')
    }
    expect(await inboxOf(requestId)).toEqual([])
  })

  it('is 413 when its body is larger than 1 MB', async () => {
    const { webhook, requestId } = await submitted()
    const body = JSON.stringify({ request_id: requestId, status: 'OK', x: 'x'.repeat(1_100_000) })
    const headers = await studio.fal.sign(body)
    await expectRefusal(await studio.receive({ ...webhook, body, headers }), 'too_large')
    expect(await inboxOf(requestId)).toEqual([])
  })
})

describe("FAL's keys", () => {
  it('are fetched again after a rotation, at most once a minute however many forgeries arrive', async () => {
    const rotating = await openStudio({}, { falUrl: inject('standIns').rotatingFalUrl })
    await rotating.reset()
    const bo = await rotating.newPerson('Bo')
    const song = await submitSong(rotating, bo)
    expect((await rotating.receive(await webhookOf(rotating, song.requestId))).status).toBe(200)
    expect(await rotating.fal.counters()).toMatchObject({ jwks: 1 })

    await rotating.fal.rotateKeys()
    const second = await submitSong(rotating, bo)
    const webhook = await webhookOf(rotating, second.requestId)
    expect((await rotating.receive(webhook)).status).toBe(401)
    vi.setSystemTime(Date.now() + 61_000)
    expect((await rotating.receive(webhook)).status).toBe(200)
    expect(await rotating.fal.counters()).toMatchObject({ jwks: 2 })

    const forged = await rotating.fal.sign(webhook.body, { wrongKey: true })
    const flood = Array.from({ length: 50 }, () =>
      rotating.receive({ ...webhook, headers: forged }),
    )
    expect(new Set((await Promise.all(flood)).map(({ status }) => status))).toEqual(new Set([401]))
    vi.setSystemTime(Date.now() + 61_000)
    const later = Array.from({ length: 50 }, () =>
      rotating.receive({ ...webhook, headers: forged }),
    )
    expect(new Set((await Promise.all(later)).map(({ status }) => status))).toEqual(new Set([401]))
    expect((await rotating.fal.counters()).jwks).toBeLessThanOrEqual(3)
    await expectLedgerHolds(rotating)
  })
})
