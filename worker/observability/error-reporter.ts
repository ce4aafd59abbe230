import { AsyncLocalStorage } from 'node:async_hooks'

export type Facts = Record<string, string>

/**
 * Where unexpected errors go. `report` gets an error that is free of people's words already, the
 * event's name as it stands in the log, and ids and codes that belong to it. It never throws and
 * nothing waits for it.
 */
export interface ErrorReporter {
  report(event: string, error: Error, facts: Facts): void
}

/** One per request, batch or round: an isolate serves many of them at once. */
const reporters = new AsyncLocalStorage<ErrorReporter>()

/** Does the work with all that it logs as an error going to `reporter`. */
export function reportErrorsTo<T>(reporter: ErrorReporter, work: () => T): T {
  return reporters.run(reporter, work)
}

/** The reporter of the work that is being done; undefined outside of any. */
export function currentReporter(): ErrorReporter | undefined {
  return reporters.getStore()
}
