import { describe, expect, it } from 'vitest'
import {
  audioUrlOf,
  type Fal,
  SONG,
  SONG_INPUT,
  speedUpTime,
  startReceiver,
  startTestFal,
} from './fal-harness.ts'
import { isGenuine, type Signed } from './fal-signature.ts'

type OutboxItem = Signed & { id: string; requestId: string; url: string }

async function submit(fal: Fal, webhookUrl: string): Promise<string> {
  const accepted = await fal.client.queue.submit(SONG, { input: SONG_INPUT, webhookUrl })
  return accepted.request_id
}

async function outboxOf(fal: Fal): Promise<OutboxItem[]> {
  return (await fal.admin('GET', '/outbox')) as OutboxItem[] // the stand-in's own type
}

describe('a webhook', () => {
  it('brings the result, signed so that anyone can verify it', async () => {
    const fal = await startTestFal({ renderSeconds: 0.1 })
    const receiver = await startReceiver()
    const requestId = await submit(fal, receiver.url)
    await expect.poll(() => receiver.deliveries).toHaveLength(1)
    const [delivery] = receiver.deliveries
    if (!delivery) throw new Error('nothing was delivered')
    const { data } = await fal.client.queue.result(SONG, { requestId })
    expect(JSON.parse(delivery.body)).toEqual({
      request_id: requestId,
      gateway_request_id: requestId,
      status: 'OK',
      error: null,
      payload: data,
    })
    expect(delivery.headers['x-fal-webhook-request-id']).toBe(requestId)
    expect(delivery.headers['x-fal-webhook-signature']).toMatch(/^[0-9a-f]{128}$/)
    expect(await isGenuine(fal, delivery)).toBe(true)
    expect(await isGenuine(fal, { ...delivery, body: `${delivery.body} ` })).toBe(false)
  })

  it('of a failed render names the status and carries the detail', async () => {
    const fal = await startTestFal()
    const receiver = await startReceiver()
    await fal.arm('render_422')
    await submit(fal, receiver.url)
    await expect.poll(() => receiver.deliveries).toHaveLength(1)
    expect(JSON.parse(receiver.deliveries[0]?.body ?? '')).toMatchObject({
      status: 'ERROR',
      error: 'Invalid status code: 422',
      payload: { detail: [{ type: 'content_policy_violation' }] },
    })
  })

  it('is retried, with ever longer pauses, until a 2xx answers it', async () => {
    const fal = await startTestFal()
    const receiver = await startReceiver([500, 404])
    const fast = speedUpTime()
    await submit(fal, receiver.url)
    await fast.until(() => receiver.deliveries.length === 3)
    const [first, second, third] = receiver.deliveries.map(({ at }) => at)
    expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(1000)
    expect(Number(third) - Number(second)).toBeGreaterThanOrEqual(2000)
    expect(new Set(receiver.deliveries.map(({ body }) => body)).size).toBe(1)
  })

  it('shows how its delivery went', async () => {
    const fal = await startTestFal()
    const receiver = await startReceiver()
    await submit(fal, receiver.url)
    await expect
      .poll(() => fal.admin('GET', '/requests'))
      .toMatchObject([{ webhooks: [{ state: 'delivered', attempts: 1 }] }])
  })

  it('is sent once per attempt, however often the settings change in between', async () => {
    const fal = await startTestFal()
    const receiver = await startReceiver([500])
    await submit(fal, receiver.url)
    await expect.poll(() => receiver.deliveries).toHaveLength(1)
    await fal.admin('PUT', '/settings', { hold: false })
    await fal.admin('PUT', '/settings', { renderSeconds: 1 })
    await expect
      .poll(() => fal.admin('GET', '/requests'))
      .toMatchObject([{ webhooks: [{ state: 'delivered', attempts: 2 }] }])
    expect(receiver.deliveries).toHaveLength(2)
  })

  it('is given up when it is redirected', async () => {
    const fal = await startTestFal()
    const receiver = await startReceiver([302])
    await submit(fal, receiver.url)
    await expect
      .poll(() => fal.admin('GET', '/requests'))
      .toMatchObject([{ webhooks: [{ state: 'failed', attempts: 1 }] }])
    expect(receiver.deliveries).toHaveLength(1)
  })

  it('is never sent for a request that was cancelled in the queue', async () => {
    const fal = await startTestFal({ renderSeconds: 60 })
    const requestId = await submit(fal, 'http://127.0.0.1:9/')
    await fal.client.queue.cancel(SONG, { requestId })
    expect(await fal.admin('GET', '/requests')).toMatchObject([{ webhooks: [] }])
  })
})

describe('the outbox', () => {
  it('holds webhooks back, signs them when asked, and lets them go', async () => {
    const fal = await startTestFal()
    const receiver = await startReceiver()
    await fal.admin('PUT', '/settings', { hold: true })
    const taken = await submit(fal, receiver.url)
    const kept = await submit(fal, receiver.url)
    const outbox = await outboxOf(fal)
    expect(outbox.map(({ requestId, url }) => [requestId, url])).toEqual([
      [taken, receiver.url],
      [kept, receiver.url],
    ])
    const [item] = outbox
    if (!item) throw new Error('the outbox is empty')
    expect(await isGenuine(fal, item)).toBe(true)
    await fal.admin('DELETE', `/outbox/${item.id}`)
    expect(await outboxOf(fal)).toHaveLength(1)
    expect(receiver.deliveries).toEqual([])
    await fal.admin('PUT', '/settings', { hold: false })
    await expect.poll(() => receiver.deliveries).toHaveLength(1)
    expect(receiver.deliveries[0]?.headers['x-fal-webhook-request-id']).toBe(kept)
  })

  it('has the webhook before the submit is answered, when asked to', async () => {
    const fal = await startTestFal({ renderSeconds: 60 })
    await fal.admin('PUT', '/settings', { hold: true })
    await fal.arm('webhook_before_response')
    await fal.arm('submit_slow', { milliseconds: 250 })
    const answer = submit(fal, 'http://127.0.0.1:9/')
    await expect.poll(() => outboxOf(fal)).toHaveLength(1)
    expect(await Promise.race([answer, 'not yet'])).toBe('not yet')
    await answer
  })

  it.each([
    ['webhook_never', 0, true],
    ['webhook_twice', 2, true],
    ['webhook_bad_signature', 1, false],
    ['webhook_stale', 1, false],
  ])('after %s has %d webhooks, genuine: %s', async (kind, count, genuine) => {
    const fal = await startTestFal()
    await fal.admin('PUT', '/settings', { hold: true })
    await fal.arm(kind)
    await submit(fal, 'http://127.0.0.1:9/')
    const outbox = await outboxOf(fal)
    expect(outbox).toHaveLength(count)
    for (const item of outbox) expect(await isGenuine(fal, item)).toBe(genuine)
  })

  it('after webhook_payload_error has no payload, though there is a result', async () => {
    const fal = await startTestFal()
    await fal.admin('PUT', '/settings', { hold: true })
    await fal.arm('webhook_payload_error')
    const requestId = await submit(fal, 'http://127.0.0.1:9/')
    const [item] = await outboxOf(fal)
    expect(JSON.parse(item?.body ?? '')).toMatchObject({
      status: 'OK',
      payload: null,
      payload_error: expect.any(String),
    })
    const { data } = await fal.client.queue.result(SONG, { requestId })
    expect(audioUrlOf(data)).toContain('v3.fal.media')
  })
})

it('sends nothing of a request that FAL has forgotten, completed or not, nor after a restart', async () => {
  const fal = await startTestFal()
  const receiver = await startReceiver()
  await fal.admin('PUT', '/settings', { hold: true })
  const completed = await submit(fal, receiver.url)
  await fal.admin('PUT', '/settings', { renderSeconds: 0.5 })
  const rendering = await submit(fal, receiver.url)
  await fal.arm('request_forgotten', { times: 2 })
  for (const requestId of [completed, rendering])
    await expect(fal.client.queue.status(SONG, { requestId })).rejects.toThrow('Not Found')
  expect(await outboxOf(fal)).toEqual([])
  await fal.restart()
  await expect(fal.admin('POST', '/complete', { requestId: rendering })).rejects.toThrow('404')
  expect(await fal.admin('GET', '/requests')).toEqual([])
  expect(await outboxOf(fal)).toEqual([])
})

describe('the signing key', () => {
  it('signs any body, for any time, or with a wrong key', async () => {
    const fal = await startTestFal()
    const body = '{"request_id":"req-1","status":"OK"}'
    const sign = async (more: object) => {
      const signed = await fal.admin('POST', '/sign', { body, ...more })
      return { ...(signed as Pick<Signed, 'headers'>), body } // the stand-in's own type
    }
    const signed = await sign({})
    expect(signed.headers).toMatchObject({ 'X-Fal-Webhook-Request-Id': 'req-1' })
    expect(await isGenuine(fal, signed)).toBe(true)
    expect(await isGenuine(fal, await sign({ wrongKey: true }))).toBe(false)
    const old = Math.floor(Date.now() / 1000) - 301
    expect(await isGenuine(fal, await sign({ timestamp: old }))).toBe(false)
  })

  it('survives a restart and leaves the key set when it is rotated', async () => {
    const fal = await startTestFal()
    const headersOf = async () => (await fal.admin('POST', '/sign', { body: '{}' })) as Signed
    const before = { ...(await headersOf()), body: '{}' }
    await fal.restart()
    expect(await isGenuine(fal, before)).toBe(true)
    await fal.admin('POST', '/keys/rotate', {})
    expect(await isGenuine(fal, before)).toBe(false)
    expect(await isGenuine(fal, { ...(await headersOf()), body: '{}' })).toBe(true)
    expect(await fal.admin('GET', '/counters')).toMatchObject({ jwks: 3 })
  })
})

describe('after a restart on the same folder', () => {
  it('a pending request completes and its webhook is delivered', async () => {
    const fal = await startTestFal({ renderSeconds: 0.3 })
    const receiver = await startReceiver()
    const requestId = await submit(fal, receiver.url)
    await fal.restart()
    await expect.poll(() => receiver.deliveries).toHaveLength(1)
    const { data } = await fal.client.queue.result(SONG, { requestId })
    const audio = await fetch(fal.local(audioUrlOf(data)))
    expect((await audio.arrayBuffer()).byteLength).toBe(96548)
  })

  it('an undelivered webhook is delivered', async () => {
    const fal = await startTestFal()
    const receiver = await startReceiver([503])
    await submit(fal, receiver.url)
    await expect.poll(() => receiver.deliveries).toHaveLength(1)
    await fal.restart()
    await expect.poll(() => receiver.deliveries).toHaveLength(2)
  })

  it('a held webhook stays held, and a finished file is still there', async () => {
    const fal = await startTestFal()
    await fal.admin('PUT', '/settings', { hold: true })
    const requestId = await submit(fal, 'http://127.0.0.1:9/')
    const [held] = await outboxOf(fal)
    await fal.restart()
    expect(await fal.admin('PUT', '/settings', {})).toMatchObject({ hold: true })
    expect(await outboxOf(fal)).toMatchObject([{ id: held?.id, requestId, body: held?.body }])
    const { data } = await fal.client.queue.result(SONG, { requestId })
    expect((await fetch(fal.local(audioUrlOf(data)))).status).toBe(200)
  })
})
