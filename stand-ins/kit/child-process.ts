import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long a program has after each signal before the next, harsher one. */
const PATIENCE_MILLISECONDS = 5_000

/**
 * Ties a program to this process: if we exit without having stopped it, it gets the first signal.
 * Returns the function that stops it, which tries each signal in turn and may be called twice.
 */
export function superviseChild(
  child: ChildProcess,
  signals: NodeJS.Signals[],
): () => Promise<void> {
  const killAtExit = () => child.kill(signals[0])
  process.once('exit', killAtExit)
  child.once('exit', () => process.removeListener('exit', killAtExit))
  let stopping: Promise<void> | undefined
  return () => {
    stopping ??= stopChild(child, signals)
    return stopping
  }
}

async function stopChild(child: ChildProcess, signals: NodeJS.Signals[]): Promise<void> {
  if (hasEnded(child)) return
  child.ref()
  const ended = once(child, 'exit')
  for (const signal of signals) {
    child.kill(signal)
    const patience = new AbortController()
    await Promise.race([
      ended,
      sleep(PATIENCE_MILLISECONDS, undefined, { signal: patience.signal }).catch(() => undefined),
    ])
    patience.abort()
    if (hasEnded(child)) return
  }
  throw new Error(`Process ${child.pid} did not end after ${signals.join(', ')}.`)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
