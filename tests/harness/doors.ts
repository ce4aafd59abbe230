import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import type { Env } from '../../worker/env.ts'
import worker from '../../worker/index.ts'

/** A webhook as a provider or Stripe sends it. */
export type Webhook = { url: string; headers: Record<string, string>; body: string }

/** The three doors of the Worker. Each call returns once everything that it began is over. */
export function openDoors(env: Env) {
  async function fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(path, String(env.PUBLIC_URL)).href
    // The Worker never reads what Cloudflare adds to a request.
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
    /** Lets a trigger fire, by default the one of every minute. */
    cron: (schedule = '* * * * *') =>
      // The Worker reads nothing else of a trigger.
      toTheEnd((ctx) => worker.scheduled({ cron: schedule } as ScheduledController, env, ctx)),
  }
}

/** Waits for what goes on after an answer or an error, too. */
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
