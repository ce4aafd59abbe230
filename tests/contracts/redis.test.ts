import { Redis } from '@upstash/redis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LocalServer } from '../../stand-ins/kit/serve.ts'
import { REDIS_BACKINGS } from './redis-backings.ts'

const WRONG_TYPE = 'WRONGTYPE Operation against a key holding the wrong kind of value'

let tokens = 0

describe.each(REDIS_BACKINGS)('the Upstash client on $name', ({ skip, start }) => {
  describe.skipIf(skip)('and its keyspace', () => {
    let front: LocalServer
    let redis: Redis
    /** The same keyspace, but each command is a request of its own. */
    let single: Redis

    beforeAll(async () => {
      front = await start()
    })
    afterAll(() => front?.close())
    beforeEach(() => {
      tokens += 1
      redis = new Redis({ url: front.url, token: `local_${tokens}` })
      single = new Redis({ url: front.url, token: `local_${tokens}`, enableAutoPipelining: false })
    })

    it('stores text, JSON, numbers and odd bytes', async () => {
      const values = [
        'plain',
        'OK',
        '0123',
        'Zoë 🎵',
        '',
        { a: [1, null, 'x'] },
        42,
        true,
        'a\r\nb\0c',
      ]
      for (const client of [redis, single]) {
        for (const value of values) {
          expect(await client.set('k', value)).toBe('OK')
          expect(await client.get('k')).toEqual(value)
        }
      }
      expect(await redis.get('missing')).toBeNull()
    })

    it('sets on conditions, and returns the old value', async () => {
      expect(await redis.set('k', 'a', { xx: true })).toBeNull()
      expect(await redis.set('k', 'a', { nx: true })).toBe('OK')
      expect(await redis.set('k', 'b', { nx: true })).toBeNull()
      expect(await redis.set('k', 'c', { xx: true, get: true })).toBe('a')
      expect(await redis.getdel('k')).toBe('c')
      expect(await redis.getdel('k')).toBeNull()
    })

    it('expires keys, and keeps or drops their expiry', async () => {
      await redis.set('k', 'v', { ex: 60 })
      expect(await redis.ttl('k')).toBe(60)
      await redis.set('k', 'w', { keepTtl: true })
      await redis.incr('n')
      expect([await redis.ttl('k'), await redis.ttl('n'), await redis.ttl('none')]).toEqual([
        60, -1, -2,
      ])
      expect(await redis.pttl('k')).toBeGreaterThan(59_000)
      expect([await redis.persist('k'), await redis.persist('k')]).toEqual([1, 0])
      expect([await redis.expire('n', 100, 'NX'), await redis.expire('n', 50, 'GT')]).toEqual([
        1, 0,
      ])
      expect([await redis.pexpire('n', 0), await redis.exists('n')]).toEqual([1, 0])
      await redis.set('k', 'v', { px: 30 })
      await redis.set('stays', 'v')
      await expect.poll(() => redis.dbsize()).toBe(1)
      expect([await redis.get('k'), await redis.exists('k', 'stays', 'stays')]).toEqual([null, 2])
    })

    it('counts', async () => {
      expect([await redis.incr('n'), await redis.incrby('n', 9), await redis.decr('n')]).toEqual([
        1, 10, 9,
      ])
      expect(await redis.decrby('n', 10)).toBe(-1)
      expect(await redis.hincrby('h', 'f', 5)).toBe(5)
      await redis.set('limit', '9223372036854775807')
      await expect(redis.incr('limit')).rejects.toThrow('ERR increment or decrement would overflow')
    })

    it('reads and writes many keys', async () => {
      await redis.mset({ a: 1, b: 'two', c: { three: 3 } })
      await redis.sadd('set', 'x')
      expect(await redis.mget('a', 'b', 'c', 'set', 'none')).toEqual([
        1,
        'two',
        { three: 3 },
        null,
        null,
      ])
      expect(await redis.del('a', 'b', 'none')).toBe(2)
      expect([await redis.type('c'), await redis.type('set'), await redis.type('a')]).toEqual([
        'string',
        'set',
        'none',
      ])
    })

    it('keeps hashes', async () => {
      expect(await redis.hset('h', { a: 1, b: 'OK' })).toBe(2)
      expect(await redis.hset('h', { b: 'two', c: true })).toBe(1)
      expect(await redis.hget('h', 'b')).toBe('two')
      expect(await redis.hget('h', 'none')).toBeNull()
      expect(await redis.hgetall('h')).toEqual({ a: 1, b: 'two', c: true })
      expect(await redis.hdel('h', 'a', 'b', 'c', 'none')).toBe(3)
      expect([await redis.exists('h'), await redis.hgetall('h')]).toEqual([0, null])
    })

    it('keeps sets', async () => {
      expect(await redis.sadd('s', 'a', 'b', 'OK', 'a')).toBe(3)
      expect((await redis.smembers('s')).toSorted()).toEqual(['OK', 'a', 'b'])
      expect([await redis.sismember('s', 'a'), await redis.sismember('s', 'z')]).toEqual([1, 0])
      expect(await redis.srem('s', 'a', 'b', 'OK', 'z')).toBe(3)
      expect(await redis.exists('s')).toBe(0)
    })

    it('keeps sorted sets in order', async () => {
      const add = (score: number, member: string) => ({ score, member })
      expect(await redis.zadd('z', add(2, 'b'), add(1, 'a'), add(2, 'B'), add(-0.5, 'n'))).toBe(4)
      expect(await redis.zrange('z', 0, -1)).toEqual(['n', 'a', 'B', 'b'])
      expect(await redis.zrange('z', -2, -1, { withScores: true })).toEqual(['B', 2, 'b', 2])
      expect(await redis.zrange('z', 0, 0, { rev: true })).toEqual(['b'])
      expect(await redis.zadd('z', { ch: true, gt: true }, add(1, 'b'), add(3, 'a'))).toBe(1)
      expect(await redis.zadd('z', { nx: true }, add(9, 'a'), add(9, 'new'))).toBe(1)
      expect([await redis.zscore('z', 'a'), await redis.zcard('z')]).toEqual([3, 5])
      expect(await redis.zremrangebyrank('z', 0, -4)).toBe(2)
      expect([await redis.zrem('z', 'a', 'none'), await redis.zrange('z', 0, -1)]).toEqual([
        1,
        ['b', 'new'],
      ])
    })

    it('refuses in the words of Redis', async () => {
      await redis.set('text', 'x')
      await redis.sadd('set', 'x')
      const refused: [[string, ...string[]], string][] = [
        [['INCR', 'text'], 'ERR value is not an integer or out of range'],
        [['GET', 'set'], WRONG_TYPE],
        [['ZADD', 'text', '1', 'a'], WRONG_TYPE],
        [['GET'], `ERR wrong number of arguments for 'get' command`],
        [['MSET', 'a'], `ERR wrong number of arguments for 'mset' command`],
        [['SET', 'a', 'b', 'EX'], 'ERR syntax error'],
        [['SET', 'a', 'b', 'EX', '0'], `ERR invalid expire time in 'set' command`],
        [['SET', 'a', 'b', 'NX', 'XX'], 'ERR syntax error'],
        [['ZADD', 'z', 'high', 'a'], 'ERR value is not a valid float'],
        [['FLY', 'me', 'to'], `ERR unknown command 'FLY', with args beginning with: 'me' 'to' `],
      ]
      for (const [command, error] of refused) {
        await expect(single.exec(command), command.join(' ')).rejects.toThrow(
          `${error}, command was`,
        )
      }
    })

    it('runs a pipeline past its errors, and no command of a transaction when one is malformed', async () => {
      const mixed = redis.pipeline().set('k', 'text').incr('k').get('k')
      expect(await mixed.exec({ keepErrors: true })).toEqual([
        { result: 'OK' },
        { error: expect.stringContaining('ERR value is not an integer') },
        { result: 'text' },
      ])
      const both = redis.multi().incr('n').incr('n')
      expect(await both.exec()).toEqual([1, 2])
      const failing = redis.multi().incr('n').incr('k').incr('n')
      expect(await failing.exec({ keepErrors: true })).toEqual([
        { result: 3 },
        { error: expect.stringContaining('ERR value is not an integer') },
        { result: 4 },
      ])
      for (const malformed of [['GET'], ['FLY']]) {
        const answer = await post('/multi-exec', [['INCR', 'n'], malformed])
        const error = 'EXECABORT Transaction discarded because of previous errors.'
        expect([answer.status, await answer.json()]).toEqual([400, { error }])
      }
      expect(await redis.get('n')).toBe(4)
    })

    it('empties and counts its own keys only, whatever their names', async () => {
      const neighbour = new Redis({ url: front.url, token: `local_${tokens}0` })
      const wild = new Redis({ url: front.url, token: 'local_*' })
      await neighbour.set('k', 'theirs')
      await redis.mset({ k: 'ours', 'a b': 1, '*': 2 })
      expect([await redis.dbsize(), await neighbour.dbsize(), await wild.dbsize()]).toEqual([
        3, 1, 0,
      ])
      expect(await wild.flushdb()).toBe('OK')
      expect([await redis.flushdb(), await redis.dbsize(), await redis.get('k')]).toEqual([
        'OK',
        0,
        null,
      ])
      expect(await neighbour.get('k')).toBe('theirs')
      await fetch(`${front.url}/__admin/flush?token=local_${tokens}0`, { method: 'POST' })
      expect(await neighbour.get('k')).toBeNull()
    })

    it('answers 100 commands at once, each with its own', async () => {
      const numbers = Array.from({ length: 100 }, (_, index) => index)
      await Promise.all(numbers.map((n) => single.set(`k${n}`, n)))
      expect(await Promise.all(numbers.map((n) => single.get(`k${n}`)))).toEqual(numbers)
      expect(await redis.ping()).toBe('PONG')
      expect(await redis.echo('OK')).toBe('OK')
    })

    function post(path: string, body: unknown): Promise<Response> {
      return fetch(front.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer local_${tokens}` },
        body: JSON.stringify(body),
      })
    }
  })
})
