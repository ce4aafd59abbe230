import { Toucan } from 'toucan-js'
import type { ErrorReporter } from './error-reporter.ts'
import { log, logAlone } from './log.ts'

const TIMEOUT_MS = 5_000

export type SentrySettings = { SENTRY_DSN: string; ENVIRONMENT: string }

/** Sends errors after the answer, and nothing of the request. A Sentry that doesn't answer costs a line in the log. */
export function openSentry(
  { SENTRY_DSN, ENVIRONMENT }: SentrySettings,
  ctx: Pick<ExecutionContext, 'waitUntil'>,
): ErrorReporter {
  return {
    report(event, error, facts) {
      logAlone.report(event, error, facts)
      try {
        // What is set on a client must not reach the next report.
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

/** Never rejects: `waitUntil` would make it an error of the Worker. */
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
