export type Lifetime = {
  /** Runs `stop` when everything ends, the last registered first. */
  atEnd(stop: () => unknown): void
  /** Ends everything. With a `failure`, prints it and exits with 1. */
  end(failure?: string): Promise<void>
}

/** Ends everything in order on Ctrl-C or SIGTERM; a second signal changes nothing. */
export function stopOnSignals(): Lifetime {
  const stops: (() => unknown)[] = []
  let ending: Promise<void> | undefined
  const end = (failure?: string) => {
    ending ??= endAll(stops, failure)
    return ending
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end())
  return { atEnd: (stop) => stops.push(stop), end }
}

async function endAll(stops: (() => unknown)[], failure: string | undefined): Promise<void> {
  if (failure) console.error(failure)
  for (const stop of stops.reverse()) {
    await Promise.resolve()
      .then(stop)
      .catch((error: unknown) => console.error(error instanceof Error ? error.message : error))
  }
  process.exit(failure ? 1 : (process.exitCode ?? 0))
}
