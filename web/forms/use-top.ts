import { useEffect } from 'react'

/** Begins at the top: a form that was posted to another page leaves it scrolled as the last one was. */
export function useTop(): void {
  useEffect(() => {
    // What it returns is no clean-up: newer browsers return a promise.
    window.scrollTo(0, 0)
  }, [])
}
