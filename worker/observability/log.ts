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

export const logAlone: ErrorReporter = {
  report(event, error, facts) {
    log('error', event, { ...facts, error: describeError(error) })
  },
}
