import { useCallback, useSyncExternalStore } from 'react'

/** Whether the window matches a media query, now and as it changes. For what is drawn in the browser only. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  )
}

/** Where the mini player and sheets stand in for the bar and its panels. */
export const PHONE = '(width < 700px)'
