import { describe, expect, it } from 'vitest'
import {
  clientFor,
  create,
  HOOK,
  refusalOf,
  SONG,
  SONG_INPUT,
  startTestReplicate,
} from './replicate-harness.ts'

describe('a token', () => {
  it.each([
    ['', 'You did not pass an authentication token'],
    ['r8_real', 'You did not pass a valid authentication token'],
  ])('%j is refused', async (token, detail) => {
    const { url } = await startTestReplicate()
    const withToken = (init: RequestInit = {}) => {
      const headers = new Headers(init.headers)
      if (token === '') headers.delete('authorization')
      else headers.set('authorization', `Bearer ${token}`)
      return { ...init, headers }
    }
    const client = clientFor(url, 'local', (input, init) => fetch(input, withToken(init)))
    expect(await refusalOf(create({ client }))).toMatchObject({
      status: 401,
      body: { title: 'Unauthenticated', detail, status: 401 },
    })
    expect((await refusalOf(client.predictions.list())).status).toBe(401)
    expect((await refusalOf(client.webhooks.default.secret.get())).status).toBe(401)
  })
})

it('knows an official model by its name in place of a version, and no other version', async () => {
  const replicate = await startTestReplicate()
  const byVersion = (version: string) =>
    replicate.client.predictions.create({ version, input: SONG_INPUT })
  expect(await byVersion(SONG)).toMatchObject({ model: SONG, status: 'starting' })
  const { status, body } = await refusalOf(byVersion('5c7d5dc6dd8bf75c'))
  expect(status).toBe(422)
  expect(body).toMatchObject({ title: 'Invalid version or not permitted', status: 422 })
})

it.each(['minimax/music-9', 'nobody/nothing'])('has no model %s', async (model) => {
  const replicate = await startTestReplicate()
  expect(await refusalOf(create(replicate, { model }))).toMatchObject({
    status: 404,
    body: { detail: 'The requested resource could not be found.', status: 404 },
  })
})

it('has no prediction that was never made', async () => {
  const { client } = await startTestReplicate()
  expect((await refusalOf(client.predictions.get('nothing'))).status).toBe(404)
  expect((await refusalOf(client.predictions.cancel('nothing'))).status).toBe(404)
})

describe('a create can be refused', () => {
  it.each([
    ['create_402', 402, { title: 'Insufficient credit', status: 402 }],
    ['create_422_version', 422, { title: 'Invalid version or not permitted', status: 422 }],
    ['create_500', 500, { status: 500 }],
    ['create_503', 503, { status: 503 }],
  ])('with %s', async (kind, status, body) => {
    const replicate = await startTestReplicate()
    await replicate.account.fault(kind)
    expect(await refusalOf(create(replicate))).toMatchObject({ status, body })
    expect(await replicate.account.predictions()).toEqual([])
    await create(replicate)
  })

  it('with 429, saying when to try again', async () => {
    const replicate = await startTestReplicate()
    await replicate.account.fault('create_429', { times: 6, retryAfterSeconds: 30 })
    const { status, headers, body } = await refusalOf(create(replicate))
    expect([status, headers.get('retry-after')]).toEqual([429, '30'])
    expect(body).toEqual({
      detail: 'Request was throttled. Your rate limit resets in ~30s.',
      status: 429,
      retry_after: 30,
    })
    expect(await replicate.account.predictions()).toEqual([])
  })
})

describe('a created prediction', () => {
  it('may be answered by a gateway that gave up', async () => {
    const replicate = await startTestReplicate()
    await replicate.account.fault('create_504')
    await expect(create(replicate)).rejects.toThrow('504 Gateway Timeout')
    expect(await replicate.account.predictions()).toHaveLength(1)
  })

  it('may be answered late', async () => {
    const replicate = await startTestReplicate()
    await replicate.account.fault('slow', { milliseconds: 250 })
    const answer = create(replicate)
    await expect.poll(() => replicate.account.predictions()).toHaveLength(1)
    expect(await Promise.race([answer, 'not yet'])).toBe('not yet')
    await answer
  })

  it('may be forgotten for good, in any state', async () => {
    const replicate = await startTestReplicate({ renderSeconds: 60 })
    const { id } = await create(replicate, { webhook: HOOK })
    await replicate.account.fault('prediction_forgotten')
    for (let look = 0; look < 2; look++)
      expect((await refusalOf(replicate.client.predictions.get(id))).status).toBe(404)
    expect((await replicate.client.predictions.list()).results).toEqual([])
    await replicate.account.complete(id)
    expect(await replicate.account.outbox()).toEqual([])
  })
})

it('refuses unknown faults and fields', async () => {
  const { account } = await startTestReplicate()
  await expect(account.fault('create_418')).rejects.toThrow('400')
  await expect(account.fault('slow', { times: 0 })).rejects.toThrow('400')
  await expect(account.complete('nothing')).rejects.toThrow('404')
  await expect(account.expire('nothing')).rejects.toThrow('404')
  await expect(account.takeOut('nothing')).rejects.toThrow('404')
})
