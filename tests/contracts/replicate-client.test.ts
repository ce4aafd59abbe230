import Replicate, { type ApiError } from 'replicate'
import { describe, expect, it } from 'vitest'
import {
  clientFor,
  create,
  SONG,
  SONG_INPUT,
  startTestReplicate,
  type TestReplicate,
} from './replicate-harness.ts'

/** Goes under the client of a caller that must not pay twice, since the client repeats requests. */
const fencedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init).catch(() => null)
  if (response && response.status !== 429 && response.status < 500) return response
  const status = String(response?.status ?? 0)
  return new Response(null, { status: 599, headers: { 'X-Real-Status': status } })
}

async function createsOf(
  replicate: TestReplicate,
  client: Replicate,
): Promise<{ creates: number; predictions: number; milliseconds: number }> {
  const startedAt = Date.now()
  await expect(create({ client })).rejects.toThrow()
  const milliseconds = Date.now() - startedAt
  const { creates } = await replicate.account.counters()
  return { creates, predictions: (await replicate.account.predictions()).length, milliseconds }
}

describe('the client left alone', () => {
  it('repeats a create five times at once when it is asked to slow down', async () => {
    const replicate = await startTestReplicate()
    await replicate.account.fault('create_429', { times: 10, retryAfterSeconds: 30 })
    const { creates, milliseconds } = await createsOf(replicate, replicate.client)
    expect(creates).toBe(6)
    expect(milliseconds).toBeLessThan(20_000)
  })

  it('pays for six renders when the answers to its create are lost', async () => {
    const replicate = await startTestReplicate()
    await replicate.account.fault('answer_lost', { times: 10 })
    expect(await createsOf(replicate, replicate.client)).toMatchObject({
      creates: 6,
      predictions: 6,
    })
  })

  it('repeats a create when the connection is cut, and nothing is made', async () => {
    const replicate = await startTestReplicate()
    await replicate.account.fault('down', { times: 10 })
    expect(await createsOf(replicate, replicate.client)).toMatchObject({
      creates: 6,
      predictions: 0,
    })
  })

  it.each(['create_500', 'create_503', 'create_402', 'create_504'])(
    'takes %s as final',
    async (kind) => {
      const replicate = await startTestReplicate()
      await replicate.account.fault(kind, { times: 10 })
      expect(await createsOf(replicate, replicate.client)).toMatchObject({ creates: 1 })
    },
  )

  it('repeats a get that was unavailable, six times at most', async () => {
    const replicate = await startTestReplicate()
    const { id } = await create(replicate)
    await replicate.account.fault('get_503', { times: 2 })
    expect(await replicate.client.predictions.get(id)).toMatchObject({ status: 'succeeded' })
    expect(await replicate.account.counters()).toMatchObject({ gets: 3 })
    await replicate.account.fault('get_503', { times: 10 })
    await expect(replicate.client.predictions.get(id)).rejects.toThrow('503')
    expect(await replicate.account.counters()).toMatchObject({ gets: 9 })
  })

  it('sends its token instead of the input when files are to be data URLs', async () => {
    const { url, token } = await startTestReplicate()
    const bodies: unknown[] = []
    const client = new Replicate({
      auth: token,
      baseUrl: `${url}/v1`,
      fileEncodingStrategy: 'data-uri',
      fetch: (input, init) => {
        bodies.push(JSON.parse(String(init?.body)))
        return fetch(input, init)
      },
    })
    await expect(create({ client })).rejects.toThrow('422 Unprocessable Entity')
    expect(bodies).toEqual([{ input: expect.objectContaining({ auth: token }) }])
    expect(bodies).not.toEqual([{ input: expect.objectContaining({ prompt: SONG_INPUT.prompt }) }])
  })

  it('keeps the body only as part of its error’s message', async () => {
    const replicate = await startTestReplicate()
    await replicate.account.fault('create_402')
    const error: ApiError = await create(replicate).catch((thrown) => thrown)
    expect(error.response.status).toBe(402)
    expect(error.response.bodyUsed).toBe(true)
    expect(error.message).toContain('"title":"Insufficient credit"')
  })

  it('treats a run that it did not wait long enough for as one without an output', async () => {
    const replicate = await startTestReplicate({ renderSeconds: 3 })
    const wait = { mode: 'block' as const, timeout: 1 }
    expect(await replicate.client.run(SONG, { input: SONG_INPUT, wait })).toBe(null)
  })
})

describe('the client behind a fence', () => {
  it.each([
    ['create_429', 0],
    ['create_503', 0],
    ['create_504', 1],
    ['answer_lost', 1],
    ['down', 0],
  ])('sends one create for %s, which makes %d', async (kind, made) => {
    const replicate = await startTestReplicate()
    await replicate.account.fault(kind, { times: 10 })
    const fenced = clientFor(replicate.url, replicate.token, fencedFetch)
    const counted = await createsOf(replicate, fenced)
    expect(counted).toMatchObject({ creates: 1, predictions: made })
  })
})
