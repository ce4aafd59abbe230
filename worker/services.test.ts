import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import type { LoaderFunctionArgs, ServerBuild } from 'react-router'
import { beforeAll, describe, expect, it } from 'vitest'
import { batchOf, messageOf } from '../tests/harness/held-queue.ts'
import { openStudio, PUBLIC_URL, type Studio } from '../tests/harness/studio.ts'
import { apiContext } from '../web/api/client.ts'
import { createApp } from './app.ts'
import { type Env, parseEnv } from './env.ts'
import worker from './index.ts'
import { createPages } from './pages.ts'
import { servicesOf } from './services.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})

/** The studio's environment as an object of its own, which counts how often it has been parsed. */
function watchEnv() {
  let reads = 0
  const watch = (env: Env): Env =>
    Object.defineProperty({ ...env }, 'AUTH_SECRET', {
      get() {
        reads += 1
        return env.AUTH_SECRET
      },
    })
  parseEnv(watch(studio.env))
  const readsPerParse = reads
  reads = 0
  return { env: watch(studio.env), timesParsed: () => reads / readsPerParse }
}

type Door = {
  fetch(request: Request, env: Env, ctx: ExecutionContext): Response | Promise<Response>
}

async function fetchFrom(env: Env, path: string, from: Door = worker) {
  const ctx = createExecutionContext()
  const answer = await from.fetch(new Request(PUBLIC_URL + path), env, ctx)
  await waitOnExecutionContext(ctx)
  return answer
}

describe('the services', () => {
  it('are opened once for all requests, batches and cron rounds of an environment', async () => {
    const { env, timesParsed } = watchEnv()
    const answers = [
      await fetchFrom(env, '/api/health/ready'),
      await fetchFrom(env, '/api/health/ready'),
      ...(await Promise.all([fetchFrom(env, '/api/models'), fetchFrom(env, '/api/health/ready')])),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const { batch } = batchOf('soundfoundry-jobs', [messageOf({ kind: 'submit', jobId: 'job_x' })])
    await worker.queue(batch, env, createExecutionContext())
    // Nothing but the trigger's words is ever read.
    const round = { cron: '* * * * *' } as ScheduledController
    await worker.scheduled(round, env, createExecutionContext())
    expect(timesParsed()).toBe(1)
  })

  it('are the same for a page and for each call of the API that it makes', async () => {
    const { env, timesParsed } = watchEnv()
    const api = createApp()
    const used: unknown[] = []
    const watchedApi: Pick<typeof api, 'fetch'> = {
      fetch(request, given, ctx) {
        used.push(servicesOf(given as Env))
        return api.fetch(request, given, ctx)
      },
    }
    const pages = createPages(watchedApi, async () => SEVEN_CALLS)
    const page = await fetchFrom(env, '/seven', pages)
    expect(await page.json()).toEqual(Array(7).fill(200))
    expect(used).toHaveLength(7)
    expect(new Set([servicesOf(env), ...used]).size).toBe(1)
    expect(timesParsed()).toBe(1)
  })

  it('are never those of another environment', async () => {
    const [one, other] = [watchEnv(), watchEnv()]
    expect(servicesOf(one.env)).not.toBe(servicesOf(other.env))
    expect([one.timesParsed(), other.timesParsed()]).toEqual([1, 1])
  })
})

// Only a route without a component answers with its loader's own response.
const NO_COMPONENT = undefined as never

/** A studio with one page, which answers with the statuses of its calls. */
const SEVEN_CALLS: ServerBuild = {
  entry: { module: { default: () => new Response() } },
  routes: {
    seven: {
      id: 'seven',
      path: '/seven',
      module: { default: NO_COMPONENT, loader: callSevenTimes },
    },
  },
  assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '' },
  assetsBuildDirectory: '',
  publicPath: '/',
  future: {},
  isSpaMode: false,
  ssr: true,
  prerender: [],
  routeDiscovery: { mode: 'initial', manifestPath: '' },
}

async function callSevenTimes({ context }: LoaderFunctionArgs): Promise<Response> {
  const { api } = context.get(apiContext)
  const answers = await Promise.all(Array.from({ length: 7 }, () => api.health.ready.$get()))
  return Response.json(answers.map(({ status }) => status))
}
