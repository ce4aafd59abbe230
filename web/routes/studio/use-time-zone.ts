import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** The zone of this browser's clock; UTC while the page is rendered on the server and taken over. */
export function useTimeZone(): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  )
}
