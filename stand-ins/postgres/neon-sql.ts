import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Counters } from '../kit/counters.ts'
import { readBody } from '../kit/read-body.ts'
import { cutConnection } from '../kit/serve.ts'
import type { DatabasePools } from './database-pools.ts'
import { answerError, errorBody, NeonError } from './neon-error.ts'
import type { NeonFaultKind, NeonFaults } from './neon-faults.ts'
import { parseBatchOptions, parseCredentials, parseStatements } from './neon-request.ts'
import { answerTooLarge, runBatch, runSingle } from './run-statements.ts'

const REQUEST_BYTES_MAX = 64 * 1024 * 1024

type NeonContext = Context<{ Bindings: HttpBindings }>

type NeonServices = {
  pools: DatabasePools
  faults: NeonFaults
  counters: Counters<'requests' | 'statements'>
}

/** Answers `POST /sql` as Neon's proxy does. A request counts once its database and statements are known. */
export async function answerSql(services: NeonServices, c: NeonContext): Promise<Response> {
  c.header('Access-Control-Allow-Origin', '*')
  try {
    const { headers } = c.req.raw
    const credentials = parseCredentials(headers)
    const options = parseBatchOptions(headers)
    const { text } = await readBody(c.env.incoming, REQUEST_BYTES_MAX)
    if (text === undefined) {
      throw new NeonError(413, `request is too large (max is ${REQUEST_BYTES_MAX} bytes)`)
    }
    const { batch, statements } = parseStatements(text, headers)
    services.counters.add(credentials.database, 'requests')
    services.counters.add(credentials.database, 'statements', statements.length)

    const fault = await takeFault(services.faults, credentials.database)
    if (fault && fault !== 'error_after_commit') return answerFault(fault, c)
    const pool = services.pools.open(credentials)
    const answer = batch
      ? { results: await runBatch(pool, statements, options.begin) }
      : // A body without `queries` holds exactly one statement.
        await runSingle(pool, statements[0] as (typeof statements)[0])
    if (fault) return answerFault(fault, c)
    return c.json(answer, 200, batch ? options.echo : {})
  } catch (error) {
    const { status, body } = answerError(error)
    return c.json(body, status)
  }
}

async function takeFault(faults: NeonFaults, database: string): Promise<NeonFaultKind | undefined> {
  const latency = faults.take(database, ['latency'])
  if (latency) await sleep(latency.milliseconds)
  const kinds = [
    'error_before',
    'error_after_commit',
    'drop',
    'serialization',
    'too_large',
  ] as const
  return faults.take(database, kinds)?.kind
}

function answerFault(fault: NeonFaultKind, c: NeonContext): Response {
  if (fault === 'drop') return cutConnection(c.env.incoming)
  if (fault === 'too_large') throw answerTooLarge()
  if (fault === 'serialization') {
    const message = 'could not serialize access due to concurrent update'
    return c.json(errorBody({ message, code: '40001', severity: 'ERROR' }), 400)
  }
  return c.json(errorBody({ message: 'internal server error' }), 500)
}
