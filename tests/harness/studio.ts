import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env as bound } from 'cloudflare:workers'
import { neon, neonConfig } from '@neondatabase/serverless'
import { inject } from 'vitest'
import type { Env } from '../../worker/env.ts'
import worker from '../../worker/index.ts'
import type { Message } from '../../worker/messages/message.ts'
import { openServices } from '../../worker/services.ts'
import { openFalAccount, type SignedWebhook } from './fal-account.ts'
import { batchOf, type HeldMessage, holdQueue } from './held-queue.ts'
import { openReplicateAccount } from './replicate-account.ts'
import { openSentryAccount } from './sentry-account.ts'
import { signCookie } from './sign-cookie.ts'
import { admin, standIn } from './stand-in-admin.ts'
import { openStripeAccount, STRIPE_WEBHOOK_SECRET } from './stripe-account.ts'
import { watchBucket } from './watched-bucket.ts'

export const PUBLIC_URL = 'http://studio.test'
export const PASSWORD = 'correct horse battery'

const ROUNDS_MAX = 40

export type Call = {
  method?: string
  json?: unknown
  body?: BodyInit
  headers?: Record<string, string>
}

/** Someone at a keyboard: calls the API with the cookies they were given, from an address of their own. */
export type Person = {
  id: string
  email: string
  cookie: string
  address: string
  call(path: string, call?: Call): Promise<Response>
}

export type Studio = Awaited<ReturnType<typeof openStudio>>

/**
 * The Worker with a database, a Redis keyspace and a FAL account of its own, so that files of tests
 * never see each other. Its queues are held and no port leads into it: the test hands it requests,
 * messages and webhooks.
 *
 * `settings` replaces values of the environment. `falUrl` names another FAL than the shared one.
 */
export async function openStudio(
  settings: Record<string, string | undefined> = {},
  { falUrl = inject('standIns').falUrl }: { falUrl?: string } = {},
) {
  const standIns = inject('standIns')
  const name = `studio_${crypto.randomUUID().replaceAll('-', '')}`
  const template = new URL(standIns.databaseUrl).pathname.slice(1)
  await admin(standIns.neonUrl, 'POST', 'databases', { name, template })
  const database = new URL(standIns.databaseUrl)
  database.hostname = 'db.localtest.me'
  database.pathname = name
  const falKey = `local-${name}:secret`
  const redisToken = `local-${name}`
  const replicateToken = `local-${name}`
  const stripeKey = `sk_test_local_${name}`
  const fal = openFalAccount(falUrl, falKey)
  await fal.settings({ hold: true })
  const replicate = openReplicateAccount(standIns.replicateUrl, replicateToken)
  await replicate.settings({ hold: true })
  const stripe = openStripeAccount(standIns.stripeUrl, stripeKey)
  const postgres = standIn(standIns.neonUrl, { database: name })
  const redis = standIn(standIns.redisUrl, { token: redisToken })
  const sentry = openSentryAccount(standIns.sentryUrl, name)
  const jobs = holdQueue()
  const finishes = holdQueue()
  const bucket = watchBucket(bound.BUCKET)
  const env: Env = {
    BUCKET: bucket.bucket,
    JOBS: jobs.queue,
    FINISHES: finishes.queue,
    ENVIRONMENT: 'development',
    PUBLIC_URL,
    DATABASE_URL: database.href,
    NEON_ENDPOINT: `${standIns.neonUrl}/sql`,
    UPSTASH_REDIS_REST_URL: standIns.redisUrl,
    UPSTASH_REDIS_REST_TOKEN: redisToken,
    AUTH_SECRET: 'a-secret-that-only-the-tests-know-0123456789',
    WEBHOOK_SECRET: 'another-secret-that-only-tests-know-0123456789',
    FAL_KEY: falKey,
    FAL_BASE_URL: falUrl,
    REPLICATE_API_TOKEN: replicateToken,
    REPLICATE_BASE_URL: standIns.replicateUrl,
    STRIPE_SECRET_KEY: stripeKey,
    STRIPE_WEBHOOK_SECRET,
    STRIPE_BASE_URL: standIns.stripeUrl,
    SENTRY_DSN: sentry.dsn,
    ...settings,
  }

  async function fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const ctx = createExecutionContext()
    const url = new URL(path, String(env.PUBLIC_URL)).href
    // What Cloudflare says of a request's origin is never read.
    const request = new Request(url, init) as Request<unknown, IncomingRequestCfProperties>
    const response = await worker.fetch(request, env, ctx)
    await waitOnExecutionContext(ctx)
    return response
  }

  function callAs(cookie: string, address = randomAddress()) {
    return (path: string, { json, ...call }: Call = {}) =>
      fetch(path, {
        ...call,
        ...(json === undefined
          ? {}
          : { method: call.method ?? 'POST', body: JSON.stringify(json) }),
        headers: {
          'cf-connecting-ip': address,
          ...(cookie ? { cookie } : {}),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...call.headers,
        },
      })
  }

  /** Someone new, by the front door. */
  async function signUp(name = 'Ada'): Promise<Person> {
    const address = randomAddress()
    const email = newEmail()
    const json = { email, password: PASSWORD, name }
    const answer = await callAs('', address)('/api/auth/sign-up/email', { json })
    if (answer.status !== 200) throw new Error(`Sign-up answered ${await answer.text()}`)
    const { user } = await answer.json<{ user: { id: string } }>()
    const cookie = readCookies(answer)
    return { id: user.id, email, cookie, address, call: callAs(cookie, address) }
  }

  /** Someone new and signed in, without a password: hashing it is most of a sign-up's time. */
  async function newPerson(name = 'Ada'): Promise<Person> {
    const { internalAdapter, authCookies, secret } = await openServices(env).auth.$context
    const email = newEmail()
    const { id } = await internalAdapter.createUser({ email, name }, { method: 'email-password' })
    const { token } = await internalAdapter.createSession(id)
    const session = `${authCookies.sessionToken.name}=${await signCookie(token, secret)}`
    const address = randomAddress()
    const cached = await callAs(session, address)('/api/auth/get-session')
    const cookie = `${session}; ${readCookies(cached)}`
    return { id, email, cookie, address, call: callAs(cookie, address) }
  }

  /** Gives the Worker these messages in one batch; those it wants again go back into their queue. */
  async function deliver(messages: HeldMessage[], queue: 'jobs' | 'finishes' | 'dead' = 'jobs') {
    const { batch, again } = batchOf(`soundfoundry-${queue}`, messages)
    const ctx = createExecutionContext()
    await worker.queue(batch, env, ctx)
    await waitOnExecutionContext(ctx)
    const held = again()
    ;(queue === 'finishes' ? finishes : jobs).held.push(...held)
    return held
  }

  /**
   * Delivers what the queues hold until nothing of the named kinds is left; other kinds stay held.
   * Delays don't count. Throws when it never ends.
   */
  async function work(...kinds: Message['kind'][]): Promise<void> {
    const wanted = (message: HeldMessage) => kinds.length === 0 || kinds.includes(message.body.kind)
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const [small, large] = [take(jobs.held, wanted), take(finishes.held, wanted)]
      if (small.length + large.length === 0) return
      if (small.length > 0) await deliver(small, 'jobs')
      if (large.length > 0) await deliver(large, 'finishes')
    }
    throw new Error('The queues never run empty')
  }

  /** Lets a trigger fire: without its words the one of every minute. */
  async function cron(schedule = '* * * * *'): Promise<void> {
    const ctx = createExecutionContext()
    // Nothing but the trigger's words is ever read.
    const round = worker.scheduled({ cron: schedule } as ScheduledController, env, ctx)
    await round.finally(() => waitOnExecutionContext(ctx))
  }

  /** Takes the only held message of a kind out of its queue, to be delivered as the test likes. */
  function takeMessage(kind: Message['kind']): HeldMessage {
    const [message, ...more] = [jobs, finishes].flatMap(({ held }) =>
      take(held, ({ body }) => body.kind === kind),
    )
    if (!message || more.length > 0)
      throw new Error(`There are ${message ? more.length + 1 : 0} ${kind} messages, not one`)
    return message
  }

  /** Asks the database itself, past the Worker. Times are strings; counts of requests include this one. */
  async function sql<Row = Record<string, unknown>>(text: string, params: unknown[] = []) {
    neonConfig.fetchEndpoint = `${standIns.neonUrl}/sql`
    // The caller names the columns it selects.
    return (await neon(database.href).query(text, params)) as Row[]
  }

  /** Empties the queues and Redis, heals every fault and counts anew. People and rows stay. */
  async function reset(): Promise<void> {
    for (const held of [jobs, finishes, bucket]) held.reset()
    await Promise.all([
      sentry.forget(),
      redis.flush(),
      ...[postgres, redis, fal, replicate, stripe, sentry].flatMap((each) => [
        each.healFaults(),
        each.resetCounters(),
      ]),
      fal.settings({ renderSeconds: 0 }),
      replicate.settings({ renderSeconds: 0 }),
    ])
  }

  return {
    env,
    fetch,
    callAs,
    signUp,
    newPerson,
    jobs,
    finishes,
    deliver,
    work,
    takeMessage,
    sql,
    reset,
    fal,
    replicate,
    stripe,
    postgres,
    redis,
    sentry,
    whileStoring: bucket.whileStoring,
    /** Hands a webhook to the Worker as FAL, Replicate or Stripe would. */
    receive: ({ url, headers, body }: Pick<SignedWebhook, 'url' | 'headers' | 'body'>) => {
      const { pathname, search } = new URL(url)
      return fetch(pathname + search, { method: 'POST', headers, body })
    },
    cron,
  }
}

/** The cookies that an answer sets, as the browser sends them back. */
export function readCookies(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const newEmail = () => `${crypto.randomUUID()}@example.com`

function randomAddress(): string {
  return ['10', ...crypto.getRandomValues(new Uint8Array(3))].join('.')
}

function take<T>(from: T[], wanted: (item: T) => boolean): T[] {
  const taken = from.filter(wanted)
  const rest = from.filter((item) => !wanted(item))
  from.splice(0, from.length, ...rest)
  return taken
}
