import { Toucan } from 'toucan-js'
import type { ErrorReporter } from './error-reporter.ts'
import { log, logAlone } from './log.ts'

const TIMEOUT_MS = 5_000

export type SentrySettings = { SENTRY_DSN: string; ENVIRONMENT: string }

/**
 * Sends errors to Sentry besides logging them, after the answer has gone out. An issue there is one
 * event of ours with one kind of error. It is told no request: no headers, cookies, addresses or
 * bodies. A Sentry that is down, slow or full is noted in the log and costs nothing else.
 */
export function openSentry(
  { SENTRY_DSN, ENVIRONMENT }: SentrySettings,
  ctx: Pick<ExecutionContext, 'waitUntil'>,
): ErrorReporter {
  return {
    report(event, error, facts) {
      logAlone.report(event, error, facts)
      try {
        // A client of its own for each report: what is set on it must not reach the next one.
        const sentry = new Toucan({
          dsn: SENTRY_DSN,
          environment: ENVIRONMENT,
          context: { waitUntil: (sending) => ctx.waitUntil(sending) },
          transportOptions: { fetcher: send },
        })
        sentry.setTag('event', event)
        sentry.setExtras(facts)
        sentry.setFingerprint([event, '{{ default }}'])
        sentry.captureException(error)
      } catch (trouble) {
        noteLost(trouble)
      }
    },
  }
}

/** Never rejects: what is waited for after the answer must not end as an error of the Worker. */
async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (!answer.ok) log('warn', 'error_report_refused', { status: answer.status })
    await answer.body?.cancel()
    return answer
  } catch (error) {
    noteLost(error)
    return new Response(null, { status: 503 })
  }
}

function noteLost(error: unknown): void {
  log('warn', 'error_report_lost', { because: error instanceof Error ? error.name : 'unknown' })
}
