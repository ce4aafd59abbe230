/** One JSON line per event. Ids, codes and figures only: never prompts, lyrics, addresses or secrets. */
export function log(
  level: 'info' | 'warn' | 'error',
  event: string,
  facts: Record<string, string | number | boolean | null | undefined> = {},
): void {
  console[level](JSON.stringify({ level, event, ...facts }))
}

/** Logs an unexpected error whole, for operators only. */
export function logError(event: string, error: unknown, facts: Record<string, string> = {}): void {
  const whole = error instanceof Error ? describe(error) : String(error)
  log('error', event, { ...facts, error: whole })
}

function describe(error: Error): string {
  const stack = error.stack ?? `${error.name}: ${error.message}`
  // A failed query prints its parameters, which are people's words; its cause says what went wrong.
  const safe = 'query' in error && 'params' in error ? 'A query failed' : stack
  return error.cause instanceof Error ? `${safe}\ncaused by ${describe(error.cause)}` : safe
}
