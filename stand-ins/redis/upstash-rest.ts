import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Counters } from '../kit/counters.ts'
import { readBody } from '../kit/read-body.ts'
import { cutConnection } from '../kit/serve.ts'
import { type RedisBackend, RedisError } from './redis-backend.ts'
import type { RedisFaultKind, RedisFaults } from './redis-faults.ts'
import { type RestAnswer, restAnswer } from './rest-answer.ts'
import { MalformedRequest, parseRestRequest, type RestRequest } from './rest-request.ts'

const REQUEST_BYTES_MAX = 10 * 1024 * 1024
const METHODS = ['HEAD', 'GET', 'POST', 'PUT']

type RestContext = Context<{ Bindings: HttpBindings }>

type RestServices = {
  backend: RedisBackend
  faults: RedisFaults
  counters: Counters<'requests' | 'commands'>
  underWay: UnderWay
}

/** The requests that are not answered yet, whether or not their client still waits. */
export type UnderWay = Set<Promise<unknown>>

/** Answers as Upstash's REST API does. Any token that starts with `local` has a keyspace of its own. */
export async function answerRest(services: RestServices, c: RestContext): Promise<Response> {
  const answering = answer(services, c)
  services.underWay.add(answering)
  return answering.finally(() => services.underWay.delete(answering))
}

async function answer(services: RestServices, c: RestContext): Promise<Response> {
  if (!METHODS.includes(c.req.method)) return c.json({ error: 'ERR method not allowed' }, 405)
  const url = new URL(c.req.url)
  const token = readToken(c, url)
  if (!token) return unauthorized(c)
  const { text, bytes } = await readBody(c.env.incoming, REQUEST_BYTES_MAX)
  const fault = await takeFault(services.faults, token)
  if (fault === 'drop') return cutConnection(c.env.incoming)
  if (fault === 'unauthorized') return unauthorized(c)
  if (fault === 'error') return c.json({ error: 'ERR internal error' }, 500)
  if (text === undefined) {
    const limit = `Limit: ${REQUEST_BYTES_MAX} bytes, Actual: ${bytes} bytes`
    return c.json({ error: `ERR max request size exceeded. ${limit}` }, 413)
  }
  try {
    const request = parseRestRequest(url, text)
    const commands = request.kind === 'single' ? 1 : request.commands.length
    services.counters.add(token, 'requests')
    services.counters.add(token, 'commands', commands)
    const encoded = c.req.header('upstash-encoding') === 'base64'
    const said = await run(services.backend, token, request, encoded)
    c.header('upstash-sync-token', c.req.header('upstash-sync-token') || 'local')
    return c.json(said, 'error' in said ? 400 : 200)
  } catch (error) {
    if (error instanceof MalformedRequest || error instanceof RedisError) {
      return c.json({ error: error.message }, 400)
    }
    return c.json({ error: `ERR ${error instanceof Error ? error.message : error}` }, 500)
  }
}

async function run(
  backend: RedisBackend,
  token: string,
  request: RestRequest,
  base64: boolean,
): Promise<RestAnswer | RestAnswer[]> {
  if (request.kind === 'single')
    return restAnswer(await backend.run(token, request.command), base64)
  const answers =
    request.kind === 'transaction'
      ? await backend.transact(token, request.commands)
      : await Promise.all(request.commands.map((command) => backend.run(token, command)))
  return answers.map((answer) => restAnswer(answer, base64))
}

function readToken(c: RestContext, url: URL): string | undefined {
  const bearer = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  const token = bearer ?? url.searchParams.get('_token')?.replaceAll(' ', '+')
  return token?.startsWith('local') ? token : undefined
}

function unauthorized(c: RestContext): Response {
  return c.json({ error: 'WRONGPASS invalid or missing auth token' }, 401)
}

async function takeFault(faults: RedisFaults, token: string): Promise<RedisFaultKind | undefined> {
  const latency = faults.take(token, ['latency'])
  if (latency) await sleep(latency.milliseconds)
  return faults.take(token, ['drop', 'unauthorized', 'error'])?.kind
}
