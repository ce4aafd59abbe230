export type Lifetime = {
  /** Runs when everything ends, the last registered first. */
  atEnd(stop: () => unknown): void
  /** Ends everything; with a sentence it was a failure, and the exit code says so. */
  end(failure?: string): Promise<void>
}

/** Ends everything in order on Ctrl-C or SIGTERM; a second signal changes nothing, SIGKILL still does. */
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
