import { describe, expect, it } from 'vitest'
import { speedUpTime, startReceiver } from './fal-harness.ts'
import {
  COMPLETED,
  create,
  HOOK,
  onlyItem,
  outboxOf,
  startTestReplicate,
} from './replicate-harness.ts'
import { isGenuine, secretOf, verify } from './replicate-signature.ts'

describe('the outbox', () => {
  it('holds webhooks back, shows them signed, and lets them go', async () => {
    const replicate = await startTestReplicate()
    const receiver = await startReceiver()
    const filter = { webhook: receiver.url, webhook_events_filter: COMPLETED }
    const taken = await create(replicate, filter)
    const kept = await create(replicate, filter)
    const outbox = await replicate.account.outbox()
    expect(outbox.map(({ predictionId, url }) => [predictionId, url])).toEqual([
      [taken.id, receiver.url],
      [kept.id, receiver.url],
    ])
    for (const item of outbox) expect(await isGenuine(replicate, item)).toBe(true)
    await replicate.account.takeOut(outbox[0]?.id ?? '')
    expect(await replicate.account.outbox()).toHaveLength(1)
    expect(receiver.deliveries).toEqual([])
    await replicate.account.settings({ hold: false })
    await expect.poll(() => receiver.deliveries).toHaveLength(1)
    expect(JSON.parse(receiver.deliveries[0]?.body ?? '').id).toBe(kept.id)
  })

  it('signs them for a time long ago, or with a wrong secret', async () => {
    const replicate = await startTestReplicate()
    await create(replicate, { webhook: HOOK, webhook_events_filter: COMPLETED })
    const [old] = await replicate.account.outbox({ secondsAgo: 301 })
    if (!old) throw new Error('the outbox is empty')
    const age = Date.now() / 1000 - Number(old.headers['webhook-timestamp'])
    expect(Math.round(age)).toBeGreaterThanOrEqual(301)
    // The client library does not look at the age.
    expect(await isGenuine(replicate, old)).toBe(true)
    const [forged] = await replicate.account.outbox({ wrongSecret: true })
    if (!forged) throw new Error('the outbox is empty')
    expect(await isGenuine(replicate, forged)).toBe(false)
  })

  it('has what completes on demand', async () => {
    const replicate = await startTestReplicate({ renderSeconds: 60 })
    const { id } = await create(replicate, { webhook: HOOK })
    expect(await replicate.account.outbox()).toEqual([])
    expect((await replicate.account.complete(id)).status).toBe('succeeded')
    const { output } = await replicate.client.predictions.get(id)
    expect(await outboxOf(replicate)).toEqual([
      ['output', 'processing', output],
      ['completed', 'succeeded', output],
    ])
  })

  it('has nothing with webhook_never', async () => {
    const replicate = await startTestReplicate()
    await replicate.account.fault('webhook_never')
    await create(replicate, { webhook: HOOK, webhook_events_filter: COMPLETED })
    expect(await replicate.account.outbox()).toEqual([])
    await create(replicate, { webhook: HOOK, webhook_events_filter: COMPLETED })
    expect(await replicate.account.outbox()).toHaveLength(1)
  })

  it('has the same webhook twice with webhook_twice', async () => {
    const replicate = await startTestReplicate()
    await replicate.account.fault('webhook_twice')
    await create(replicate, { webhook: HOOK, webhook_events_filter: COMPLETED })
    const outbox = await replicate.account.outbox()
    expect(outbox).toHaveLength(2)
    expect(new Set(outbox.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(outbox.map(({ id }) => id)).size).toBe(2)
  })

  it('has the webhook only after a while with webhook_late', async () => {
    const replicate = await startTestReplicate()
    const fast = speedUpTime()
    await replicate.account.fault('webhook_late', { milliseconds: 90_000 })
    await create(replicate, { webhook: HOOK, webhook_events_filter: COMPLETED })
    await fast.pass(89)
    expect(await replicate.account.outbox()).toEqual([])
    await fast.pass(2)
    expect(await replicate.account.outbox()).toHaveLength(1)
  })

  it('has the webhook before the create is answered, when asked to', async () => {
    const replicate = await startTestReplicate({ renderSeconds: 60 })
    await replicate.account.fault('webhook_before_answer', { milliseconds: 250 })
    const answer = create(replicate, { webhook: HOOK })
    await expect.poll(() => replicate.account.outbox()).toHaveLength(2)
    expect(await Promise.race([answer, 'not yet'])).toBe('not yet')
    expect((await answer).status).toBe('starting')
  })
})

it('delivers before the create is answered, when asked to', async () => {
  const replicate = await startTestReplicate({ renderSeconds: 60, hold: false })
  const receiver = await startReceiver()
  await replicate.account.fault('webhook_before_answer')
  await create(replicate, { webhook: receiver.url, webhook_events_filter: COMPLETED })
  expect(receiver.deliveries).toHaveLength(1)
})

describe('the signing secret', () => {
  it('is replaced with an overlap, then without', async () => {
    const replicate = await startTestReplicate()
    await create(replicate, { webhook: HOOK, webhook_events_filter: COMPLETED })
    const { key: first } = await replicate.client.webhooks.default.secret.get()
    expect(first).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/)
    const [second, overlapping] = await replicate.account.rotateSecret()
    expect([await secretOf(replicate), overlapping]).toEqual([second, first])
    const both = await onlyItem(replicate)
    expect(both.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/)
    for (const secret of [first, String(second)]) expect(await verify(secret, both)).toBe(true)

    const [third, ...more] = await replicate.account.rotateSecret({ overlap: false })
    expect(more).toEqual([])
    const one = await onlyItem(replicate)
    expect(one.headers['webhook-signature']).toMatch(/^v1,\S+$/)
    expect(await verify(String(third), one)).toBe(true)
    for (const secret of [first, String(second)]) expect(await verify(secret, one)).toBe(false)
  })

  it('is derived from the token, and survives a restart once replaced', async () => {
    const replicate = await startTestReplicate()
    const other = await startTestReplicate()
    const first = await secretOf(replicate)
    expect(await secretOf(other)).not.toBe(first)
    await replicate.restart()
    expect(await secretOf(replicate)).toBe(first)
    const [second] = await replicate.account.rotateSecret()
    await replicate.restart()
    expect(await secretOf(replicate)).toBe(second)
  })
})
