import { useEffect } from 'react'

/**
 * Loads the page anew when the browser brings it back as it was left for another site: with a button
 * still busy, and an old balance.
 */
export function useReloadWhenRestored(): void {
  useEffect(() => {
    const reload = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload()
    }
    window.addEventListener('pageshow', reload)
    return () => window.removeEventListener('pageshow', reload)
  }, [])
}
