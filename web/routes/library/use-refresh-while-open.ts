import { useEffect } from 'react'
import { useRevalidator } from 'react-router'

const EVERY_MILLISECONDS = 3000

/**
 * Reloads the page's data every few seconds while a track is being made and the tab is visible. Waits
 * for the answer before it asks again: asking anew would give the request before it up.
 */
export function useRefreshWhileOpen(isAnyOpen: boolean): void {
  const { state, revalidate } = useRevalidator()
  const isIdle = state === 'idle'
  useEffect(() => {
    if (!isAnyOpen || !isIdle) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void revalidate()
    }, EVERY_MILLISECONDS)
    return () => clearInterval(timer)
  }, [isAnyOpen, isIdle, revalidate])
}
