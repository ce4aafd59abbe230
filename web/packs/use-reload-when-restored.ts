import { useEffect } from 'react'

/**
 * Reloads the page when the browser restores it as it was left for Stripe's: with a button that is
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
