const WAIT_MILLISECONDS_MAX = 10_000
const WAIT_MILLISECONDS = 3_000

/** Does `work` when the browser has nothing else to do, after some seconds at the latest. The returned function calls it off. */
export function whenIdle(work: () => void): () => void {
  // Safari doesn't say when it is idle.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(work, WAIT_MILLISECONDS)
    return () => clearTimeout(timer)
  }
  const idle = requestIdleCallback(work, { timeout: WAIT_MILLISECONDS_MAX })
  return () => cancelIdleCallback(idle)
}
