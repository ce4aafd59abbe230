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
import { isGenuine } from './replicate-signature.ts'

describe('a webhook', () => {
  it('brings the prediction, signed so that the client can verify it', async () => {
    const replicate = await startTestReplicate({ renderSeconds: 0.1, hold: false })
    const receiver = await startReceiver()
    const { id } = await create(replicate, {
      webhook: receiver.url,
      webhook_events_filter: COMPLETED,
    })
    await expect.poll(() => receiver.deliveries).toHaveLength(1)
    const [delivery] = receiver.deliveries
    if (!delivery) throw new Error('nothing was delivered')
    expect(JSON.parse(delivery.body)).toEqual(await replicate.client.predictions.get(id))
    expect(delivery.headers['webhook-id']).toMatch(/^msg_/)
    const age = Date.now() / 1000 - Number(delivery.headers['webhook-timestamp'])
    expect(Math.abs(age)).toBeLessThan(5)
    expect(await isGenuine(replicate, delivery)).toBe(true)
    expect(await isGenuine(replicate, { ...delivery, body: `${delivery.body} ` })).toBe(false)
  })

  it('is sent for the output and the end by default', async () => {
    const replicate = await startTestReplicate()
    const { id } = await create(replicate, { webhook: HOOK })
    const { output } = await replicate.client.predictions.get(id)
    expect(output).toMatch(/^https:/)
    expect(await outboxOf(replicate)).toEqual([
      ['output', 'processing', output],
      ['completed', 'succeeded', output],
    ])
  })

  it('is sent for the start and the log when asked for', async () => {
    const fast = speedUpTime()
    const replicate = await startTestReplicate({ renderSeconds: 8 })
    await create(replicate, { webhook: HOOK, webhook_events_filter: ['start', 'logs'] })
    await fast.pass(1.9)
    expect(await outboxOf(replicate)).toEqual([])
    await fast.pass(0.2)
    expect((await outboxOf(replicate)).map(([event]) => event)).toEqual(['start', 'logs'])
    await fast.pass(8)
    const outbox = await replicate.account.outbox()
    expect(outbox.filter(({ event }) => event === 'logs')).toHaveLength(10)
    expect(outbox.filter(({ event }) => event === 'completed' || event === 'output')).toEqual([])
    expect(JSON.parse(outbox.at(-1)?.body ?? '').logs).toContain(' 90%')
  })

  it('is sent for the log at most every half second', async () => {
    const fast = speedUpTime()
    const replicate = await startTestReplicate({ renderSeconds: 2 })
    await create(replicate, { webhook: HOOK, webhook_events_filter: ['logs'] })
    await fast.pass(3)
    expect(await outboxOf(replicate)).toHaveLength(3)
  })

  it.each([
    ['render_refused', 'failed'],
    ['render_aborted', 'aborted'],
  ])('after %s is sent only for the end', async (kind, status) => {
    const replicate = await startTestReplicate()
    await replicate.account.fault(kind)
    await create(replicate, { webhook: HOOK })
    expect(await outboxOf(replicate)).toEqual([['completed', status, null]])
  })

  it('is sent for a cancel', async () => {
    const replicate = await startTestReplicate({ renderSeconds: 60 })
    const { id } = await create(replicate, { webhook: HOOK })
    await replicate.client.predictions.cancel(id)
    expect(await outboxOf(replicate)).toEqual([['completed', 'canceled', null]])
  })

  it('of the end is retried for a minute, with ever longer pauses', async () => {
    const replicate = await startTestReplicate({ hold: false })
    const receiver = await startReceiver([500, 404, ...Array.from({ length: 20 }, () => 503)])
    const fast = speedUpTime()
    await create(replicate, { webhook: receiver.url, webhook_events_filter: COMPLETED })
    await fast.until(() => receiver.deliveries.length === 7)
    const times = receiver.deliveries.map(({ at }) => at)
    const pauses = times.slice(1).map((at, index) => Math.round((at - Number(times[index])) / 1000))
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32])
    const idsOf = receiver.deliveries.map(({ headers }) => headers['webhook-id'])
    expect(new Set(idsOf).size).toBe(1)
    await expect.poll(() => replicate.account.outbox()).toEqual([])
    await fast.pass(600)
    expect(receiver.deliveries).toHaveLength(7)
  })

  it('of the output is sent once, answered or not', async () => {
    const replicate = await startTestReplicate({ hold: false })
    const receiver = await startReceiver([500, 500, 500])
    const fast = speedUpTime()
    await create(replicate, { webhook: receiver.url, webhook_events_filter: ['output'] })
    await fast.until(() => receiver.deliveries.length === 1)
    await fast.pass(120)
    expect(receiver.deliveries).toHaveLength(1)
  })

  it('is given up when it is redirected', async () => {
    const replicate = await startTestReplicate({ hold: false })
    const receiver = await startReceiver([302])
    const fast = speedUpTime()
    await create(replicate, { webhook: receiver.url, webhook_events_filter: COMPLETED })
    await fast.until(() => receiver.deliveries.length === 1)
    await fast.pass(120)
    expect(receiver.deliveries).toHaveLength(1)
  })
})

describe('after a restart on the same folder', () => {
  it('an undelivered webhook is delivered', async () => {
    const replicate = await startTestReplicate({ hold: false })
    const receiver = await startReceiver([503])
    await create(replicate, { webhook: receiver.url, webhook_events_filter: COMPLETED })
    await expect.poll(() => receiver.deliveries).toHaveLength(1)
    await replicate.restart()
    await expect.poll(() => receiver.deliveries).toHaveLength(2)
  })

  it('a held webhook stays held', async () => {
    const replicate = await startTestReplicate()
    await create(replicate, { webhook: HOOK, webhook_events_filter: COMPLETED })
    const held = await onlyItem(replicate)
    await replicate.restart()
    expect(await onlyItem(replicate)).toMatchObject({ id: held.id, body: held.body })
  })
})
