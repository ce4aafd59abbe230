import { useEffect } from 'react'
import { loadMainPages } from './guard-router.ts'

const IDLE_MILLISECONDS_MAX = 5_000

/** Loads the code of the main pages when the browser has nothing to do, for those who are likely to open them. */
export function useMainPages(isLikely: boolean): void {
  useEffect(() => {
    if (!isLikely) return
    // Safari has no idle callbacks.
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(loadMainPages, IDLE_MILLISECONDS_MAX)
      return () => clearTimeout(timer)
    }
    const idle = requestIdleCallback(loadMainPages, { timeout: IDLE_MILLISECONDS_MAX })
    return () => cancelIdleCallback(idle)
  }, [isLikely])
}
