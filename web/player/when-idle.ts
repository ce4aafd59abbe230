/** Calls `act` when the browser has nothing better to do. The returned function calls it off. */
export function whenIdle(act: () => void): () => void {
  // Safari has no idle callbacks.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(act, 1000)
    return () => clearTimeout(timer)
  }
  const id = requestIdleCallback(act)
  return () => cancelIdleCallback(id)
}
