import { env as bound } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import * as STAND_IN_S3 from '../stand-ins/s3/credentials.ts'
import { holdQueue } from '../tests/harness/held-queue.ts'
import { type Env, parseEnv, usesS3 } from './env.ts'

const SOUND: Env = {
  BUCKET: bound.BUCKET,
  JOBS: holdQueue().queue,
  FINISHES: holdQueue().queue,
  PAYMENTS: holdQueue().queue,
  MAILS: holdQueue().queue,
  ERASURES: holdQueue().queue,
  MEASURES: holdQueue().queue,
  ENVIRONMENT: 'development',
  PUBLIC_URL: 'http://127.0.0.1:8787/',
  DATABASE_URL: 'postgresql://ada:hunter2@db.localtest.me/studio',
  NEON_ENDPOINT: 'http://127.0.0.1:8797/sql',
  UPSTASH_REDIS_REST_URL: 'http://127.0.0.1:8798',
  UPSTASH_REDIS_REST_TOKEN: 'local-token',
  AUTH_SECRET: 'an-auth-secret-of-32-characters-or-more',
  WEBHOOK_SECRET: 'a-webhook-secret-of-32-characters-or-more',
  FAL_KEY: 'local:key',
  FAL_BASE_URL: 'http://127.0.0.1:8799',
  REPLICATE_API_TOKEN: 'local-replicate-token',
  REPLICATE_BASE_URL: 'http://127.0.0.1:8800',
  STRIPE_SECRET_KEY: 'sk_test_local',
  STRIPE_WEBHOOK_SECRET: 'whsec_a-secret-of-stripe',
  STRIPE_BASE_URL: 'http://127.0.0.1:8801',
}

const S3 = {
  STORAGE: 's3',
  S3_ENDPOINT: 'https://s3.example.com',
  S3_BUCKET: 'music',
  S3_ACCESS_KEY_ID: 'an-access-key-id',
  S3_SECRET_ACCESS_KEY: 'a-secret-access-key',
}

/** The settings that the error names, sorted. */
function wrongIn(env: Partial<Env>): string[] {
  try {
    parseEnv(env as Env)
    return []
  } catch (error) {
    const { message } = error as Error
    expect(message).toMatch(/^These settings are missing or wrong: /)
    for (const value of Object.values(env))
      if (typeof value === 'string' && value.length > 12) expect(message).not.toContain(value)
    return message
      .replace(/^.*?: /, '')
      .split(', ')
      .sort()
  }
}

const without = (name: string) => ({ ...SOUND, [name]: undefined })

describe('the environment', () => {
  it('is read whole, with its defaults', () => {
    expect(parseEnv(SOUND)).toMatchObject({
      PUBLIC_URL: 'http://127.0.0.1:8787',
      SIGNUP_CREDITS: 50,
    })
    expect(parseEnv({ ...SOUND, SIGNUP_CREDITS: '7' }).SIGNUP_CREDITS).toBe(7)
  })

  const optional = ['NEON_ENDPOINT', 'FAL_BASE_URL', 'REPLICATE_BASE_URL', 'STRIPE_BASE_URL']

  it('names everything that is missing, at once', () => {
    const required = Object.keys(SOUND).filter((name) => !optional.includes(name))
    expect(wrongIn({})).toEqual(required.sort())
    for (const name of required) expect(wrongIn(without(name))).toEqual([name])
    for (const name of optional) expect(wrongIn(without(name))).toEqual([])
  })

  it('names a wrong setting, and never its value', () => {
    for (const [name, value] of [
      ['ENVIRONMENT', 'staging-of-some-kind'],
      ['PUBLIC_URL', 'studio.example.com'],
      ['PUBLIC_URL', 'ftp://studio.example.com'],
      ['DATABASE_URL', 'mysql://ada:hunter2@db'],
      ['UPSTASH_REDIS_REST_URL', 'not an address'],
      ['AUTH_SECRET', 'a-secret-too-short'],
      ['WEBHOOK_SECRET', 'a-secret-too-short'],
      ['FAL_KEY', ''],
      ['REPLICATE_API_TOKEN', ''],
      ['NEON_ENDPOINT', 'not an address'],
      ['STRIPE_SECRET_KEY', 'pk_test_publishable'],
      ['STRIPE_WEBHOOK_SECRET', 'a-secret-of-something-else'],
      ['SENTRY_DSN', 'https://sentry.example.com/without-a-key'],
      ['METRICS_TOKEN', 'token-too-short'],
      ['FREE_MODE', 'perhaps-on-sundays'],
      ['FREE_RENDERS_PER_DAY', '0'],
      ['FREE_DURATION_SECONDS_MAX', '301'],
      ['SIGNUP_CREDITS', 'many-many-many-many'],
      ['SIGNUP_CREDITS', '-1'],
    ] as const)
      expect(wrongIn({ ...SOUND, [name]: value })).toEqual([name])
  })

  it('needs no Stripe where the studio is free, but never half of it', () => {
    const free = { ...without('STRIPE_SECRET_KEY'), FREE_MODE: 'true' }
    expect(wrongIn({ ...free, STRIPE_WEBHOOK_SECRET: undefined })).toEqual([])
    expect(parseEnv(free as Env)).toMatchObject({ FREE_MODE: true, FREE_RENDERS_PER_DAY: 10 })
    const half = { ...without('STRIPE_WEBHOOK_SECRET'), FREE_MODE: 'true' }
    expect(wrongIn(half)).toEqual(['STRIPE_WEBHOOK_SECRET'])
  })

  it('needs either the bucket or all of an S3', () => {
    const s3 = { ...without('BUCKET'), ...S3 }
    const config = parseEnv(s3 as Env)
    expect(usesS3(config) && config.S3_REGION).toBe('us-east-1')
    expect(wrongIn({ ...s3, STORAGE: 'r2' })).toEqual(['BUCKET'])
    for (const name of Object.keys(S3).filter((name) => name !== 'STORAGE'))
      expect(wrongIn({ ...s3, [name]: undefined })).toEqual([name])
    for (const [name, value] of [
      ['STORAGE', 'a-box-under-the-bed'],
      ['S3_ENDPOINT', 'minio.example.com'],
      ['S3_BUCKET', 'music/of/the/studio'],
    ] as const)
      expect(wrongIn({ ...s3, BUCKET: bound.BUCKET, [name]: value })).toEqual([name])
  })

  it('takes an S3 in production by https alone, and never the credentials of the stand-in', () => {
    const real = Object.fromEntries(optional.map((name) => [name, undefined]))
    const production = { ENVIRONMENT: 'production', PUBLIC_URL: 'https://studio.example.com' }
    const env = { ...without('BUCKET'), ...real, ...production, ...S3 }
    expect(wrongIn(env)).toEqual([])
    expect(wrongIn({ ...env, S3_ENDPOINT: 'http://s3.example.com' })).toEqual([
      'S3_ENDPOINT (must be https)',
    ])
    const { S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = STAND_IN_S3
    expect(wrongIn({ ...env, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY })).toEqual([
      'S3_ACCESS_KEY_ID (not allowed in production)',
      'S3_SECRET_ACCESS_KEY (not allowed in production)',
    ])
  })

  it('refuses stand-ins and plain HTTP in production', () => {
    const production = { ...SOUND, ENVIRONMENT: 'production' }
    expect(wrongIn(production)).toEqual([
      'FAL_BASE_URL (not allowed in production)',
      'NEON_ENDPOINT (not allowed in production)',
      'PUBLIC_URL (must be https)',
      'REPLICATE_BASE_URL (not allowed in production)',
      'STRIPE_BASE_URL (not allowed in production)',
    ])
    const real = { ...production, ...Object.fromEntries(optional.map((name) => [name, undefined])) }
    expect(wrongIn({ ...real, PUBLIC_URL: 'https://studio.example.com' })).toEqual([])
  })
})
