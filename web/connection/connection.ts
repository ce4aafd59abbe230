/** `away`: nothing of the studio's came back. `signedOut`: it wants to know first who this is. */
export type Trouble = 'away' | 'signedOut'

export type ConnectionState =
  /** Nothing waits for the studio. */
  | { kind: 'fine' }
  /** A load failed and is tried again: at `retryAt` (milliseconds since 1970), or right now where that is null. */
  | { kind: 'waiting'; trouble: Trouble; retryAt: number | null }

/** What one try brought. */
export type Try<Answer> = { answer: Answer } | { trouble: Trouble }

export interface Connection {
  /** The same object until something changes. */
  get: () => ConnectionState
  subscribe: (listener: () => void) => () => void
  /**
   * Calls `attempt` until it brings an answer. All loads that fail wait for the same moment. Rejects only
   * when `signal` aborts.
   */
  keepTrying: <Answer>(
    attempt: () => Promise<Try<Answer>>,
    signal?: AbortSignal | null,
  ) => Promise<Answer>
  /** Tries what waits at once. */
  tryNow: () => void
}

const WAIT_SECONDS = [2, 5, 10, 20]

/** Loads that wait while `isHidden()` are tried again by the next `tryNow`. */
export function openConnection(isHidden: () => boolean): Connection {
  let state: ConnectionState = { kind: 'fine' }
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const waiting = new Set<() => void>()
  const listeners = new Set<() => void>()

  function set(next: ConnectionState): void {
    state = next
    for (const listener of [...listeners]) listener()
  }

  function recover(): void {
    failures = 0
    if (state.kind === 'waiting') set({ kind: 'fine' })
    wake()
  }

  function wake(): void {
    clearTimeout(timer)
    timer = undefined
    const woken = [...waiting]
    waiting.clear()
    for (const resume of woken) resume()
  }

  function tryNow(): void {
    if (timer === undefined) return
    if (waiting.size > 0 && state.kind === 'waiting') {
      set({ ...state, retryAt: null })
      wake()
    } else recover()
  }

  function schedule(trouble: Trouble): void {
    if (timer !== undefined) return
    const seconds = WAIT_SECONDS[Math.min(failures, WAIT_SECONDS.length - 1)] ?? 0
    failures += 1
    timer = setTimeout(() => {
      if (!isHidden() || waiting.size === 0) tryNow()
    }, seconds * 1000)
    set({ kind: 'waiting', trouble, retryAt: Date.now() + seconds * 1000 })
  }

  function nextTurn(signal: AbortSignal | null | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      waiting.add(resolve)
      const giveUp = () => {
        waiting.delete(resolve)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', giveUp, { once: true })
    })
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async keepTrying(attempt, signal) {
      for (;;) {
        const brought = await attempt()
        signal?.throwIfAborted()
        if ('answer' in brought) {
          recover()
          return brought.answer
        }
        schedule(brought.trouble)
        await nextTurn(signal)
      }
    },
    tryNow,
  }
}
