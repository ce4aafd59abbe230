import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import type { Env } from '../../worker/env.ts'
import worker from '../../worker/index.ts'

/** A webhook as a provider or Stripe sends it. */
export type Webhook = { url: string; headers: Record<string, string>; body: string }

/** The three doors of the Worker. Each call comes back once everything it began is over. */
export function openDoors(env: Env) {
  async function fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(path, String(env.PUBLIC_URL)).href
    // What Cloudflare says of a request's origin is never read.
    const request = new Request(url, init) as Request<unknown, IncomingRequestCfProperties>
    return toTheEnd((ctx) => worker.fetch(request, env, ctx))
  }

  return {
    fetch,
    /** Hands a webhook to the Worker as FAL, Replicate or Stripe would. */
    receive: ({ url, headers, body }: Webhook) => {
      const { pathname, search } = new URL(url)
      return fetch(pathname + search, { method: 'POST', headers, body })
    },
    consume: (batch: MessageBatch<unknown>) => toTheEnd((ctx) => worker.queue(batch, env, ctx)),
    /** Lets a trigger fire: without its words the one of every minute. */
    cron: (schedule = '* * * * *') =>
      // Nothing but the trigger's words is ever read.
      toTheEnd((ctx) => worker.scheduled({ cron: schedule } as ScheduledController, env, ctx)),
  }
}

/** Also what goes on after an answer, or after an error, ends before the test does. */
async function toTheEnd<Answer>(
  enter: (ctx: ExecutionContext) => Answer | Promise<Answer>,
): Promise<Answer> {
  const ctx = createExecutionContext()
  try {
    return await enter(ctx)
  } finally {
    await waitOnExecutionContext(ctx)
  }
}
