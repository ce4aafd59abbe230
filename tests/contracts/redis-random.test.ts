import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalServer } from '../../stand-ins/kit/serve.ts'
import { startRedisFront } from '../../stand-ins/redis/redis-front.ts'
import { REAL_REDIS } from './redis-backings.ts'

type Answer = { result?: unknown; error?: string }

const anyKey = fc.constantFrom('text', 'hash', 'set', 'zset')
/** Mostly a key of the command's type, sometimes one of another type. */
const keyFor = (type: string) =>
  fc.oneof({ arbitrary: fc.constant(type), weight: 6 }, { arbitrary: anyKey, weight: 1 })
const usually = (arbitrary: fc.Arbitrary<string>, rarely: fc.Arbitrary<string>) =>
  fc.oneof({ arbitrary, weight: 9 }, { arbitrary: rarely, weight: 1 })
const member = fc.constantFrom('x', 'y', 'Zoë', 'é', '10', '9', '', '0123')
const strangeInteger = fc.constantFrom(
  ...['9223372036854775807', '-9223372036854775808', '9223372036854775808'],
  ...['007', '+1', '-0', '1.5', ' 1', 'x'],
)
const integer = usually(fc.integer({ min: -9, max: 9 }).map(String), strangeInteger)
// No time that could pass while the commands run, since the two stores run them one after the other.
const time = usually(fc.constantFrom('-1', '0', '60000', '100000'), strangeInteger)
// Every version of Redis writes halves alike; 7.0 writes 0.1 with seventeen digits.
const score = usually(
  fc.integer({ min: -9, max: 9 }).map((n) => String(n / 2)),
  fc.constantFrom('inf', '-inf', '+Infinity', '1e2', '.5', '1e400', 'nan', 'high', ''),
)
const value = fc.oneof(member, integer)
const cased = (...words: string[]) =>
  fc
    .tuple(fc.constantFrom(...words), fc.boolean())
    .map(([word, upper]) => (upper ? word : word.toLowerCase()))
const many = (arbitrary: fc.Arbitrary<string>, maxLength = 4) => fc.array(arbitrary, { maxLength })
const pairs = (first: fc.Arbitrary<string>, second: fc.Arbitrary<string>) =>
  fc.array(fc.tuple(first, second), { maxLength: 5 }).map((list) => list.flat())
const command = (names: string[], ...args: fc.Arbitrary<string | string[]>[]) =>
  fc.tuple(cased(...names), ...args).map((words) => words.flat())

const sensible = fc.oneof(
  command(['TYPE', 'TTL', 'PERSIST'], anyKey),
  command(['DEL', 'EXISTS', 'MGET'], many(anyKey, 2)),
  command(['EXPIRE', 'PEXPIRE'], anyKey, time, many(cased('NX', 'XX', 'GT', 'LT', 'ZZ'), 2)),
  command(['PING', 'ECHO', 'DBSIZE'], many(member, 1)),
  command(['FLUSHDB'], cased('ASYNC', 'SYNC', 'ODD', 'ODD')),
  command(['GET', 'GETDEL', 'INCR', 'DECR'], keyFor('text')),
  command(['INCRBY', 'DECRBY'], keyFor('text'), integer),
  command(['SET'], keyFor('text'), value, many(cased('NX', 'XX', 'GET', 'KEEPTTL'), 2)),
  command(
    ['SET'],
    keyFor('text'),
    value,
    cased('EX', 'PX'),
    time,
    many(cased('GET', 'EX', 'NX'), 1),
  ),
  command(['MSET'], pairs(keyFor('text'), value)),
  command(['HSET'], keyFor('hash'), pairs(member, value)),
  command(['HGET'], keyFor('hash'), member),
  command(['HGETALL'], keyFor('hash')),
  command(['HDEL'], keyFor('hash'), many(member)),
  command(['HINCRBY'], keyFor('hash'), member, integer),
  command(['SADD', 'SREM'], keyFor('set'), many(member)),
  command(['SISMEMBER'], keyFor('set'), member),
  command(['SMEMBERS'], keyFor('set')),
  command(['ZADD'], keyFor('zset'), pairs(score, member)),
  command(
    ['ZADD'],
    keyFor('zset'),
    many(cased('NX', 'XX', 'GT', 'LT', 'CH', 'INCR'), 2),
    score,
    member,
  ),
  command(['ZRANGE'], keyFor('zset'), integer, integer, many(cased('REV', 'WITHSCORES', 'ODD'), 2)),
  command(['ZREMRANGEBYRANK'], keyFor('zset'), integer, integer),
  command(['ZREM'], keyFor('zset'), many(member)),
  command(['ZSCORE'], keyFor('zset'), member),
  command(['ZCARD'], keyFor('zset')),
)
const odd = command(
  ['GET', 'SET', 'MSET', 'HSET', 'ZADD', 'ZRANGE', 'ZSCORE', 'SADD', 'EXPIRE', 'FLY'],
  many(fc.oneof(anyKey, value), 5),
)

describe.skipIf(REAL_REDIS.skip)(`the in-process store and ${REAL_REDIS.name}`, () => {
  let memory: LocalServer
  let real: LocalServer

  beforeAll(async () => {
    memory = await startRedisFront({})
    real = await REAL_REDIS.start()
  })
  afterAll(async () => {
    await memory.close()
    await real?.close()
  })

  it('give the same answers to any sequence of commands, in a pipeline and in a transaction', async () => {
    let runs = 0
    const sequence = fc.array(
      fc.oneof({ arbitrary: sensible, weight: 40 }, { arbitrary: odd, weight: 1 }),
      {
        minLength: 1,
        maxLength: 60,
        size: 'max',
      },
    )
    await fc.assert(
      fc.asyncProperty(
        sequence,
        fc.constantFrom('/pipeline', '/multi-exec'),
        async (commands, path) => {
          runs += 1
          const [ours, theirs] = await Promise.all(
            [memory, real].map((front) => ask(front, path, `local_${runs}`, commands)),
          )
          expect(ours).toEqual(theirs)
        },
      ),
      { numRuns: 60 },
    )
  })

  async function ask(front: LocalServer, path: string, token: string, commands: string[][]) {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await fetch(front.url + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(commands),
    })
    const body = (await answer.json()) as Answer | Answer[] // §2.2: nothing else is answered
    if (!Array.isArray(body)) return body
    return body.map(({ result, error }, index) => ({
      command: commands[index],
      answer: error ?? ordered(commands[index]?.[0] ?? '', result),
    }))
  }

  /** Redis guarantees no order for sets and hashes. */
  function ordered(name: string, result: unknown): unknown {
    if (!Array.isArray(result)) return result
    if (/^smembers$/i.test(name)) return result.toSorted()
    if (!/^hgetall$/i.test(name)) return result
    return result.flatMap((field, i) => (i % 2 === 0 ? [[field, result[i + 1]]] : [])).toSorted()
  }
})
