import { AsyncLocalStorage } from 'node:async_hooks'

export type Facts = Record<string, string>

/** Takes errors that `logError` has redacted. `report` never throws. */
export interface ErrorReporter {
  report(event: string, error: Error, facts: Facts): void
}

const reporters = new AsyncLocalStorage<ErrorReporter>()

export function reportErrorsTo<T>(reporter: ErrorReporter, work: () => T): T {
  return reporters.run(reporter, work)
}

export function currentReporter(): ErrorReporter | undefined {
  return reporters.getStore()
}
