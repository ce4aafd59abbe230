import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { expectLedgerHolds } from '../../tests/harness/ledger-invariants.ts'
import { expectRefusal } from '../../tests/harness/refusals.ts'
import type { SignedPrediction } from '../../tests/harness/replicate-account.ts'
import {
  attemptsOf,
  creditMovesOf,
  objectsOf,
  readBalance,
  readJob,
  readTrack,
  requestSong,
} from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'
import { parseEnv } from '../env.ts'
import { newId } from '../ids.ts'
import { attemptWebhookUrl } from '../providers/attempt-webhook-url.ts'
import { openReplicate } from '../providers/replicate/provider.ts'

const ENDPOINT = 'minimax/music-2.6'

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(async () => {
  await studio.replicate.reset()
  await studio.replicate.settings({ hold: true })
  await studio.reset()
  ada = await studio.newPerson()
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(() => expectLedgerHolds(studio))

type Submitted = Awaited<ReturnType<typeof submitted>>

/** A song that Replicate has rendered, with its webhook. */
async function submitted(at = studio, person = ada) {
  const { track, job } = await requestSong(person)
  const config = parseEnv(at.env)
  const attemptId = newId('att')
  const answer = await openReplicate(config).submit({
    endpoint: ENDPOINT,
    input: { prompt: 'a lighthouse in the rain', is_instrumental: true },
    webhookUrl: await attemptWebhookUrl(config, { id: attemptId, provider: 'replicate' }),
    priority: 'normal',
  })
  if (answer.outcome !== 'accepted') throw new Error(`Replicate answered ${answer.outcome}`)
  const { requestId } = answer
  await at.sql(
    `with job as (
      update jobs set status = 'submitted', provider = 'replicate', attempts = 1 where id = $2
      returning track_id
    ), track as (
      update tracks set status = 'submitted' from job where tracks.id = job.track_id
    ) insert into attempts (id, job_id, number, provider, endpoint, provider_request_id, status)
      values ($1, $2, 1, 'replicate', $3, $4, 'accepted')`,
    [attemptId, job.id, ENDPOINT, requestId],
  )
  return { track, job, attemptId, requestId, webhook: await webhookOf(requestId, {}, at) }
}

/** The webhook of a prediction, signed again with the current secrets. */
async function webhookOf(
  requestId: string,
  how: { wrongSecret?: boolean; secondsAgo?: number } = {},
  at = studio,
): Promise<SignedPrediction> {
  const due = await at.replicate.outbox(how)
  const webhook = due.find(({ predictionId }) => predictionId === requestId)
  if (!webhook) throw new Error('Replicate has no webhook for this prediction')
  return webhook
}

/** What is stored of an attempt's webhook. */
function inboxOf(attemptId: string) {
  const text = `select event_id as "eventId", payload, processed_at is not null as processed
    from inbox where provider = 'replicate' and attempt_id = $1`
  return studio.sql<{ eventId: string; payload: unknown; processed: boolean }>(text, [attemptId])
}

/** Expects the webhook to be refused, with nothing stored or enqueued. */
async function expectForged({ webhook, attemptId }: Submitted, more: Partial<SignedPrediction>) {
  const before = studio.finishes.sends.count
  await expectRefusal(await studio.receive({ ...webhook, ...more }), 'unauthenticated')
  expect(await inboxOf(attemptId)).toEqual([])
  expect(studio.finishes.sends.count).toBe(before)
}

/** Signs as Replicate does, with the account's secret. */
async function sign(body: string, { id = 'msg_test', at = Math.floor(Date.now() / 1000) } = {}) {
  const secret = await fetch(`${studio.env.REPLICATE_BASE_URL}/v1/webhooks/default/secret`, {
    headers: { authorization: `Bearer ${studio.env.REPLICATE_API_TOKEN}` },
  })
  const { key } = await secret.json<{ key: string }>()
  const bytes = Uint8Array.from(atob(key.slice('whsec_'.length)), (each) => each.charCodeAt(0))
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await crypto.subtle.importKey('raw', bytes, hmac, false, ['sign'])
  const content = new TextEncoder().encode(`${id}.${at}.${body}`)
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', imported, content))
  return {
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': `v1,${btoa(String.fromCharCode(...signature))}`,
  }
}

describe("Replicate's webhook", () => {
  it('is stored once, as id and status, and enqueued; the consumer completes the track', async () => {
    const { webhook, track, job, requestId, attemptId } = await submitted()
    await studio.reset()
    expect((await studio.receive(webhook)).status).toBe(200)
    expect(await studio.postgres.counters()).toMatchObject({ requests: 1 })
    expect(studio.finishes.sends.count + studio.jobs.sends.count).toBe(1)
    expect(studio.finishes.held).toMatchObject([{ body: { kind: 'finish', attemptId } }])
    expect(await inboxOf(attemptId)).toEqual([
      {
        eventId: webhook.headers['webhook-id'],
        payload: { id: requestId, status: 'succeeded' },
        processed: false,
      },
    ])
    await studio.work('finish')
    expect(await inboxOf(attemptId)).toMatchObject([{ processed: true }])
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete', provider: 'replicate' })
    expect(await readTrack(ada, track.id)).toMatchObject({ status: 'complete' })
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'settle'])
    expect(await studio.replicate.counters()).toMatchObject({ gets: 1, files: 1 })
  })

  it.each([2, 20])('finishes the job once when it arrives %i times at once', async (times) => {
    const { webhook, job, attemptId } = await submitted()
    const answers = await Promise.all(Array.from({ length: times }, () => studio.receive(webhook)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const [first, ...others] = studio.finishes.held.splice(0)
    if (first) await studio.deliver([first], 'finishes')
    await studio.deliver(others, 'finishes')
    expect(await inboxOf(attemptId)).toMatchObject([{ processed: true }])
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'settle'])
    expect(await objectsOf(ada)).toHaveLength(2)
    expect(await readBalance(ada)).toEqual({ available: 45, held: 0 })
  })

  it('is stored once when Replicate sends it twice', async () => {
    await studio.replicate.fault('webhook_twice')
    const { attemptId } = await submitted()
    const both = await studio.replicate.outbox()
    expect(both).toHaveLength(2)
    for (const webhook of both) expect((await studio.receive(webhook)).status).toBe(200)
    expect(await inboxOf(attemptId)).toHaveLength(1)
  })

  it('changes nothing when it arrives again after the track is complete', async () => {
    const { webhook, job, requestId } = await submitted()
    await studio.receive(webhook)
    await studio.work('finish')
    const before = await readJob(ada, job.id)
    const sends = studio.finishes.sends.count
    expect((await studio.receive(webhook)).status).toBe(200)
    expect((await studio.receive(await webhookOf(requestId))).status).toBe(200)
    expect(studio.finishes.sends.count).toBe(sends)
    expect(await readJob(ada, job.id)).toEqual({ ...before, elapsedSeconds: expect.any(Number) })
  })

  it('adopts a prediction whose answer was lost or is not recorded yet', async () => {
    for (const status of ['submitting', 'unknown']) {
      const { webhook, job, attemptId, requestId } = await submitted()
      await studio.sql(
        'update attempts set provider_request_id = null, status = $2 where id = $1',
        [attemptId, status],
      )
      expect((await studio.receive(webhook)).status).toBe(200)
      expect(await attemptsOf(studio, job.id)).toMatchObject([{ status: 'accepted', requestId }])
      await studio.work('finish')
      expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
    }
  })

  it('changes nothing when it arrives after the job was canceled', async () => {
    const { webhook, job, attemptId } = await submitted()
    await ada.call(`/api/jobs/${job.id}/cancel`, { method: 'POST' })
    expect((await studio.receive(webhook)).status).toBe(200)
    await studio.work('finish')
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'canceled' })
    expect(await inboxOf(attemptId)).toMatchObject([{ processed: true }])
    expect(await objectsOf(ada)).toEqual([])
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
  })

  it.each(['render_refused', 'render_failed', 'render_aborted'])(
    'is enqueued for an end without music, too: %s',
    async (fault) => {
      await studio.replicate.fault(fault)
      const { webhook, attemptId } = await submitted()
      expect((await studio.receive(webhook)).status).toBe(200)
      expect(studio.finishes.held).toMatchObject([{ body: { kind: 'finish', attemptId } }])
    },
  )

  it('is 200 and not stored while the prediction has not ended', async () => {
    const { webhook, requestId, attemptId } = await submitted()
    for (const status of ['starting', 'processing', 'dancing']) {
      const body = JSON.stringify({ id: requestId, status })
      const answer = await studio.receive({ ...webhook, body, headers: await sign(body) })
      expect(answer.status).toBe(200)
    }
    expect(await inboxOf(attemptId)).toEqual([])
    expect(studio.finishes.held).toEqual([])
  })

  it('is answered 5xx while Postgres is down, so that Replicate sends it again', async () => {
    const { webhook, attemptId } = await submitted()
    for (const [fault, code] of [
      ['drop', 'unavailable'],
      ['error_before', 'internal'],
    ] as const) {
      await studio.postgres.fault(fault)
      await expectRefusal(await studio.receive(webhook), code)
      expect(await inboxOf(attemptId)).toEqual([])
    }
    expect((await studio.receive(webhook)).status).toBe(200)
    expect(studio.finishes.held).toHaveLength(1)
  })

  it('is enqueued by a second delivery when the first could not be enqueued', async () => {
    const { webhook, attemptId } = await submitted()
    studio.finishes.sends.broken = 1
    await expectRefusal(await studio.receive(webhook), 'internal')
    expect(await inboxOf(attemptId)).toMatchObject([{ processed: false }])
    expect((await studio.receive(webhook)).status).toBe(200)
    expect(studio.finishes.held).toHaveLength(1)
  })

  it('does nothing for an unknown attempt, or one at another provider', async () => {
    const unknown = await submitted()
    await studio.sql('delete from attempts where id = $1', [unknown.attemptId])
    const elsewhere = await submitted()
    await studio.sql(`update attempts set provider = 'fal' where id = $1`, [elsewhere.attemptId])
    for (const { webhook, attemptId } of [unknown, elsewhere]) {
      expect((await studio.receive(webhook)).status).toBe(200)
      expect(await inboxOf(attemptId)).toEqual([])
    }
    expect(studio.finishes.held).toEqual([])
  })

  it('does nothing when the attempt already belongs to another prediction', async () => {
    const { webhook, job, attemptId } = await submitted()
    const other = 'another-prediction'
    await studio.sql('update attempts set provider_request_id = $2 where id = $1', [
      attemptId,
      other,
    ])
    expect((await studio.receive(webhook)).status).toBe(200)
    expect(await attemptsOf(studio, job.id)).toMatchObject([{ requestId: other }])
    expect(await inboxOf(attemptId)).toEqual([])
    expect(studio.finishes.held).toEqual([])
  })
})

describe('a webhook that Replicate did not send', () => {
  it("is 401 when a stranger's secret signed it", async () => {
    const song = await submitted()
    const { headers } = await webhookOf(song.requestId, { wrongSecret: true })
    await expectForged(song, { headers })
  })

  it('is 401 when a bit of its body, signature, id or time was flipped', async () => {
    const song = await submitted()
    const { body, headers } = song.webhook
    await expectForged(song, { body: body.replace('succeeded', 'succeedeD') })
    await expectForged(song, { body: `${body} ` })
    const signature = headers['webhook-signature'] ?? ''
    const flipped = signature.replace(/^v1,./, (start) => (start === 'v1,A' ? 'v1,B' : 'v1,A'))
    const wrong = [
      flipped,
      signature.slice(0, -4),
      signature.slice('v1,'.length),
      signature.replace('v1,', 'v2,'),
      signature.replace('v1,', 'v1a,'),
      `${flipped} ${flipped}`,
      'v1,',
      'v1,not base64',
      '',
    ]
    for (const value of wrong)
      await expectForged(song, { headers: { ...headers, 'webhook-signature': value } })
    await expectForged(song, { headers: { ...headers, 'webhook-id': 'msg_other' } })
    const later = String(Number(headers['webhook-timestamp']) + 1)
    for (const value of [later, 'soon', '1e9'])
      await expectForged(song, { headers: { ...headers, 'webhook-timestamp': value } })
  })

  it('is 401 when a header is missing', async () => {
    const song = await submitted()
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      const { [name]: _, ...headers } = song.webhook.headers
      await expectForged(song, { headers })
    }
  })

  it('is 401 when it was signed more than five minutes ago or ahead', async () => {
    const song = await submitted()
    for (const secondsAgo of [305, -305]) {
      const { headers } = await webhookOf(song.requestId, { secondsAgo })
      await expectForged(song, { headers })
    }
    const late = await webhookOf(song.requestId, { secondsAgo: 290 })
    expect((await studio.receive(late)).status).toBe(200)
  })

  it('is 401 when we did not make its address', async () => {
    const song = await submitted()
    const other = await submitted()
    const signatureOf = ({ webhook }: Submitted) =>
      new URL(webhook.url).searchParams.get('signature') ?? ''
    const queries = [
      {},
      { attempt: song.attemptId },
      { attempt: song.attemptId, signature: '' },
      { attempt: song.attemptId, signature: '00'.repeat(32) },
      { attempt: song.attemptId, signature: signatureOf(other) },
      { attempt: other.attemptId, signature: signatureOf(song) },
    ]
    for (const query of queries) {
      const url = new URL(song.webhook.url)
      url.search = new URLSearchParams(query).toString()
      await expectForged(song, { url: url.href })
    }
  })

  it('is 400 when it is signed but not a prediction', async () => {
    const { webhook, attemptId } = await submitted()
    for (const body of ['not json', '[]', 'null', '{"status":"succeeded"}', '{"id":"x"}']) {
      const answer = await studio.receive({ ...webhook, body, headers: await sign(body) })
      await expectRefusal(answer, 'invalid')
    }
    expect(await inboxOf(attemptId)).toEqual([])
  })

  it('is 413 when its body is larger than 1 MB', async () => {
    const { webhook, requestId, attemptId } = await submitted()
    const body = JSON.stringify({ id: requestId, status: 'succeeded', logs: 'x'.repeat(1_100_000) })
    const answer = await studio.receive({ ...webhook, body, headers: await sign(body) })
    await expectRefusal(answer, 'too_large')
    expect(await inboxOf(attemptId)).toEqual([])
  })
})

describe("Replicate's signing secret", () => {
  /** A studio that has not fetched its secret yet. */
  async function openFresh() {
    const fresh = await openStudio()
    return { fresh, bo: await fresh.newPerson('Bo') }
  }

  it('is fetched once, however many webhooks arrive', async () => {
    const { fresh, bo } = await openFresh()
    for (let round = 0; round < 3; round += 1)
      expect((await fresh.receive((await submitted(fresh, bo)).webhook)).status).toBe(200)
    expect(await fresh.replicate.counters()).toMatchObject({ secrets: 1 })
  })

  it('is not fetched for an address that we did not make', async () => {
    const { fresh, bo } = await openFresh()
    const { webhook } = await submitted(fresh, bo)
    const url = webhook.url.replace(/signature=.{4}/, 'signature=0000')
    await expectRefusal(await fresh.receive({ ...webhook, url }), 'unauthenticated')
    expect(await fresh.replicate.counters()).toMatchObject({ secrets: 0 })
  })

  it('can be replaced while the old and the new one both sign', async () => {
    const { webhook, requestId } = await submitted()
    expect((await studio.receive(webhook)).status).toBe(200)
    await studio.replicate.rotateSecret({ overlap: true })
    const both = await webhookOf(requestId)
    expect(both.headers['webhook-signature']?.split(' ')).toHaveLength(2)
    expect((await studio.receive(both)).status).toBe(200)
    const [fresh, old] = both.headers['webhook-signature']?.split(' ') ?? []
    const reversed = { ...both.headers, 'webhook-signature': `${old} v1a,AAAA ${fresh}` }
    expect((await studio.receive({ ...both, headers: reversed })).status).toBe(200)
  })

  it('is fetched again after a rotation, at most once a minute however many forgeries arrive', async () => {
    const { fresh, bo } = await openFresh()
    expect((await fresh.receive((await submitted(fresh, bo)).webhook)).status).toBe(200)
    await fresh.replicate.rotateSecret({ overlap: false })
    const { webhook, requestId } = await submitted(fresh, bo)
    expect((await fresh.receive(webhook)).status).toBe(401)
    vi.setSystemTime(Date.now() + 61_000)
    expect((await fresh.receive(webhook)).status).toBe(200)
    expect(await fresh.replicate.counters()).toMatchObject({ secrets: 2 })

    vi.setSystemTime(Date.now() + 61_000)
    const forged = await webhookOf(requestId, { wrongSecret: true }, fresh)
    const flood = Array.from({ length: 50 }, () => fresh.receive(forged))
    expect(new Set((await Promise.all(flood)).map(({ status }) => status))).toEqual(new Set([401]))
    expect(await fresh.replicate.counters()).toMatchObject({ secrets: 3 })
    await expectLedgerHolds(fresh)
  })

  it('that cannot be fetched makes the answer 5xx, and is fetched for the next delivery', async () => {
    const { fresh, bo } = await openFresh()
    const { webhook } = await submitted(fresh, bo)
    await fresh.replicate.fault('down')
    await expectRefusal(await fresh.receive(webhook), 'internal')
    expect(fresh.finishes.held).toEqual([])
    expect(await fresh.replicate.counters()).toMatchObject({ secrets: 1 })
    expect((await fresh.receive(webhook)).status).toBe(200)
    expect(fresh.finishes.held).toHaveLength(1)
  })
})
