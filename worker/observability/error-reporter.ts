import { AsyncLocalStorage } from 'node:async_hooks'

export type Facts = Record<string, string>

/** Where unexpected errors go, redacted, with the event's name and its ids. `report` never throws. */
export interface ErrorReporter {
  report(event: string, error: Error, facts: Facts): void
}

/** Each request, batch or cron round has its own. */
const reporters = new AsyncLocalStorage<ErrorReporter>()

export function reportErrorsTo<T>(reporter: ErrorReporter, work: () => T): T {
  return reporters.run(reporter, work)
}

export function currentReporter(): ErrorReporter | undefined {
  return reporters.getStore()
}
