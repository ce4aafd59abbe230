import type { Redis } from '@upstash/redis/cloudflare'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStudio, type Studio } from '../../../tests/harness/studio.ts'
import {
  clearFailures,
  countFailure,
  FAILURES_MAX,
  isHealthy,
} from '../../cache/engine-circuits.ts'
import { openRedis } from '../../cache/redis.ts'
import { parseEnv } from '../../env.ts'
import { enginesFor } from '../../providers/catalogue.ts'
import type { Engine } from '../../providers/model.ts'
import { pickEngine } from './pick-engine.ts'

const FAL = { provider: 'fal', endpoint: 'a/model' } as const
const REPLICATE = { provider: 'replicate', endpoint: 'a/model' } as const

let studio: Studio
let redis: Redis
beforeAll(async () => {
  studio = await openStudio()
  redis = openRedis(parseEnv(studio.env))
})
beforeEach(() => studio.reset())

async function fail(engine: Pick<Engine, 'provider' | 'endpoint'>, times = FAILURES_MAX) {
  for (let time = 0; time < times; time += 1) await countFailure(redis, engine)
}

const keyOf = (what: string) => `circuit:fal:a/model:${what}`

/** The minute of rest is over, and the failures before it are forgotten. */
const rest = () => redis.del(keyOf('resting'), keyOf('failures'))

const askTwice = async () => [await isHealthy(redis, FAL), await isHealthy(redis, FAL)]

describe('an engine', () => {
  it('is asked until it has failed five times; other engines are not affected', async () => {
    await fail(FAL, FAILURES_MAX - 1)
    expect(await askTwice()).toEqual([true, true])
    await fail(FAL, 1)
    expect(await askTwice()).toEqual([false, false])
    expect(await isHealthy(redis, REPLICATE)).toBe(true)
  })

  it('is probed by one job after its rest', async () => {
    await fail(FAL)
    await rest()
    expect(await askTwice()).toEqual([true, false])
  })

  it('rests again when its probe fails, and is probed once more', async () => {
    await fail(FAL)
    await rest()
    expect(await askTwice()).toEqual([true, false])
    await fail(FAL, 1)
    expect(await askTwice()).toEqual([false, false])
    await rest()
    expect(await askTwice()).toEqual([true, false])
  })

  it('is as good as new when its probe succeeds', async () => {
    await fail(FAL)
    await rest()
    await isHealthy(redis, FAL)
    await clearFailures(redis, FAL)
    expect(await askTwice()).toEqual([true, true])
    await fail(FAL, FAILURES_MAX - 1)
    expect(await askTwice()).toEqual([true, true])
  })

  it('rests when it fails often within two minutes, not when it fails now and then', async () => {
    await fail(FAL, 1)
    await redis.expire(keyOf('failures'), 20)
    await fail(FAL, 1)
    expect(await redis.ttl(keyOf('failures'))).toEqual(about(20))
  })

  it('is not held to its failures forever', async () => {
    await fail(FAL)
    const ttls = async (...names: string[]) =>
      Promise.all(names.map((name) => redis.ttl(keyOf(name))))
    expect(await ttls('failures', 'resting', 'tripped')).toEqual([120, 60, 900].map(about))
    await redis.del(keyOf('resting'))
    await isHealthy(redis, FAL)
    expect(await ttls('probe')).toEqual([about(120)])
  })
})

/** A few seconds may have passed already. */
const about = (seconds: number) =>
  expect.toSatisfy((ttl) => ttl <= seconds && ttl > Math.max(0, seconds - 20))

describe('picking an engine', () => {
  const order = {
    prompt: 'rain',
    lyrics: null,
    instrumental: true,
    durationSeconds: null,
    genre: null,
    mood: null,
    bpm: null,
    key: null,
    seed: null,
  }
  const [first, second] = enginesFor('minimax-music-2.5', order)
  if (!first || !second) throw new Error('There are not two engines')

  it('takes the first engine that is not failing', async () => {
    expect(await pickEngine({ redis }, [first, second])).toBe(first)
    await fail(first)
    expect(await pickEngine({ redis }, [first, second])).toBe(second)
  })

  it('takes the first engine when all are failing', async () => {
    await fail(first)
    await fail(second)
    expect(await pickEngine({ redis }, [first, second])).toBe(first)
  })

  it('takes the first engine when Redis can’t be asked', async () => {
    await fail(first)
    await studio.redis.fault('drop', 100)
    expect(await pickEngine({ redis }, [first, second])).toBe(first)
  })

  it('takes an only engine without asking Redis, failing or not', async () => {
    await fail(first)
    await studio.redis.resetCounters()
    expect(await pickEngine({ redis }, [first])).toBe(first)
    expect(await studio.redis.counters()).toMatchObject({ requests: 0 })
  })
})
