import { Redis } from '@upstash/redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalServer } from '../../stand-ins/kit/serve.ts'
import { startRedisFront } from '../../stand-ins/redis/redis-front.ts'

let front: LocalServer

beforeAll(async () => {
  front = await startRedisFront({})
})
afterAll(() => front.close())

type Sent = { token?: string; method?: string; body?: string; headers?: Record<string, string> }

async function send(path: string, { token = 'local', method = 'POST', body, headers }: Sent = {}) {
  const response = await fetch(front.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  return { status: response.status, body: text && JSON.parse(text), headers: response.headers }
}

describe('the REST API', () => {
  it('takes a command from the path, the body and the query string', async () => {
    const run = async (method: string, path: string, body?: string) => {
      return (await send(path, { method, ...(body !== undefined && { body }) })).body
    }
    expect(await run('GET', '/set/path/some%20words')).toEqual({ result: 'OK' })
    expect(await run('GET', '/get/path')).toEqual({ result: 'some words' })
    expect(await run('POST', '/set/body?EX=100', '{"json":[1]}')).toEqual({ result: 'OK' })
    expect(await run('GET', '/get/body')).toEqual({ result: '{"json":[1]}' })
    expect(await run('GET', '/ttl/body')).toEqual({ result: 100 })
    expect(await run('PUT', '/set/body/x?NX')).toEqual({ result: null })
    expect(await run('POST', '/', '["SET","mixed",1.5,"EX",true]')).toEqual({
      error: 'ERR value is not an integer or out of range',
    })
  })

  it('encodes strings on request, nested ones too, but neither a bare OK nor errors', async () => {
    const headers = { 'upstash-encoding': 'base64' }
    const commands = [
      ['SET', 'k', 'Zoë'],
      ['GET', 'k'],
      ['MGET', 'k', 'none'],
      ['INCR', 'k'],
      ['INCR', 'n'],
    ]
    const { body } = await send('/pipeline', { headers, body: JSON.stringify(commands) })
    expect(body).toEqual([
      { result: 'OK' },
      { result: 'Wm/Dqw==' },
      { result: ['Wm/Dqw==', null] },
      { error: 'ERR value is not an integer or out of range' },
      { result: 1 },
    ])
    await send('/', { headers, body: '["SADD","oks","OK"]' })
    const nested = await send('/', { headers, body: '["SMEMBERS","oks"]' })
    expect(nested.body).toEqual({ result: ['T0s='] })
  })

  it('returns the sync token', async () => {
    const echoed = await send('/', { body: '["PING"]', headers: { 'upstash-sync-token': 'abc' } })
    expect(echoed.headers.get('upstash-sync-token')).toBe('abc')
  })

  it('refuses other tokens, methods, and what is no command', async () => {
    const wrongpass = { status: 401, body: { error: 'WRONGPASS invalid or missing auth token' } }
    expect(await send('/', { token: 'stolen', body: '["PING"]' })).toMatchObject(wrongpass)
    expect(await send('/ping', { headers: { authorization: '' } })).toMatchObject(wrongpass)
    expect(await send('/ping?_token=local', { headers: { authorization: '' } })).toMatchObject({
      status: 200,
    })
    expect((await send('/ping', { method: 'DELETE' })).status).toBe(405)
    expect((await send('/ping', { method: 'HEAD' })).status).toBe(200)
    const parse = { status: 400, body: { error: 'ERR failed to parse command' } }
    for (const body of ['', '{', '{}', '[]', '[[1]]', '["GET",null]']) {
      expect(await send('/', { body }), body).toMatchObject(parse)
    }
    for (const path of ['/pipeline', '/multi-exec']) {
      for (const body of ['[]', '["PING"]', '[[]]']) {
        const error = 'ERR failed to parse pipeline request'
        expect(await send(path, { body })).toMatchObject({ status: 400, body: { error } })
      }
    }
  })

  it('takes at most 10 MB', async () => {
    const value = 'x'.repeat(10 * 1024 * 1024 - 30)
    expect((await send('/set/large', { body: value })).status).toBe(200)
    const over = await send('/set/large', { body: `${value}${'x'.repeat(31)}` })
    const error = 'ERR max request size exceeded. Limit: 10485760 bytes, Actual: 10485761 bytes'
    expect(over).toMatchObject({ status: 413, body: { error } })
  })
})

describe('faults', () => {
  const token = 'local_faulty'
  const arm = (kind: string, times: number, milliseconds?: number) =>
    send('/__admin/faults', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, kind, times, milliseconds }),
    })
  const client = (retries: number) =>
    new Redis({ url: front.url, token, retry: { retries, backoff: () => 1 } })

  it('drop cuts the connection, and the client tries again', async () => {
    await arm('drop', 2)
    await expect(client(0).incr('n')).rejects.toThrow('fetch failed')
    expect(await client(1).incr('n')).toBe(1)
  })

  it('unauthorized and error answer in place of the server', async () => {
    await arm('unauthorized', 1)
    await expect(client(0).incr('m')).rejects.toThrow('WRONGPASS invalid or missing auth token')
    await arm('error', 1)
    await expect(client(0).incr('m')).rejects.toThrow('ERR internal error')
    expect(await client(0).incr('m')).toBe(1)
  })

  it('latency makes a request slow enough to time out', async () => {
    await arm('latency', 2, 150)
    const hurried = { url: front.url, token, signal: () => AbortSignal.timeout(40) }
    await expect(new Redis(hurried).get('k')).rejects.toMatchObject({ name: 'TimeoutError' })
    const start = performance.now()
    await client(0).get('k')
    expect(performance.now() - start).toBeGreaterThanOrEqual(149)
  })

  it('can be listed and cleared, touch no other token, and are refused when they make no sense', async () => {
    await arm('drop', 5)
    const listed = await send(`/__admin/faults?token=${token}`, { method: 'GET' })
    expect(listed.body).toEqual([{ kind: 'drop', times: 5 }])
    expect((await send('/ping')).status).toBe(200)
    await send(`/__admin/faults?token=${token}`, { method: 'DELETE' })
    expect(await client(0).ping()).toBe('PONG')
    const statuses = [await arm('drop', 0), await arm('latency', 1), await arm('rain', 1)]
    expect(statuses.map(({ status }) => status)).toEqual([400, 400, 400])
  })
})

it('counts requests and commands of each token', async () => {
  const counters = async (token: string) =>
    (await send(`/__admin/counters?token=${token}`, { method: 'GET' })).body
  const redis = new Redis({ url: front.url, token: 'local_counted' })
  await Promise.all([redis.get('a'), redis.get('b'), redis.get('c')])
  await redis.multi().incr('n').incr('n').exec()
  await redis.get('a')
  expect(await counters('local_counted')).toEqual({ requests: 3, commands: 6 })
  expect(await counters('local_other')).toEqual({ requests: 0, commands: 0 })
  await send('/__admin/counters?token=local_counted', { method: 'DELETE' })
  expect(await counters('local_counted')).toEqual({ requests: 0, commands: 0 })
})

it('says in one sentence that a port is taken or that no Redis answers', async () => {
  const port = Number(new URL(front.url).port)
  await expect(startRedisFront({ port })).rejects.toThrow(
    `Port ${port} is taken by another program.`,
  )
  const redisUrl = 'redis://127.0.0.1:1'
  await expect(startRedisFront({ redisUrl })).rejects.toThrow(`No Redis answers at ${redisUrl}.`)
})
