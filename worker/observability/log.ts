import { currentReporter, type ErrorReporter, type Facts } from './error-reporter.ts'
import { describeError, redactError } from './redact-error.ts'

/** One JSON line. Ids, codes and figures only: never prompts, lyrics, addresses or secrets. */
export function log(
  level: 'info' | 'warn' | 'error',
  event: string,
  facts: Record<string, string | number | boolean | null | undefined> = {},
): void {
  console[level](JSON.stringify({ level, event, ...facts }))
}

export function logError(event: string, error: unknown, facts: Facts = {}): void {
  const reporter = currentReporter() ?? logAlone
  reporter.report(event, redactError(error), facts)
}

/** For an error that will probably pass: no report. */
export function logPassingError(event: string, error: unknown, facts: Facts = {}): void {
  log('warn', event, { ...facts, error: describeError(redactError(error)) })
}

const OUTAGE_REPORT_MILLISECONDS = 60_000
/** When the outage of each was reported last. */
const reported = new WeakMap<object, number>()

/** For an error that everybody meets while `what` is away: one report a minute, of each isolate. */
export function logOutage(what: object, event: string, error: unknown, facts: Facts = {}): void {
  const now = Date.now()
  const isKnown = Math.abs(now - (reported.get(what) ?? 0)) < OUTAGE_REPORT_MILLISECONDS
  if (!isKnown) reported.set(what, now)
  const report = isKnown ? logPassingError : logError
  report(event, error, facts)
}

export const logAlone: ErrorReporter = {
  report(event, error, facts) {
    log('error', event, { ...facts, error: describeError(error) })
  },
}
