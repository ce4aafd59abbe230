import { useEffect, useState } from 'react'
import { useNavigation } from 'react-router'
import { useIsWaiting } from './use-is-waiting.ts'

/** From here on a wait is shown; quicker answers would only flicker. */
const SLOW_MILLISECONDS = 200

/** The page that is waited for, once that takes a while; null while nothing is. */
export function useSlowPlace(): string | null {
  const { location, formData } = useNavigation()
  const isWaiting = useIsWaiting() && !formData
  const next = isWaiting && location ? location.pathname : null
  const [slow, setSlow] = useState<string | null>(null)
  useEffect(() => {
    if (next === null) return
    const timer = setTimeout(() => setSlow(next), SLOW_MILLISECONDS)
    return () => {
      clearTimeout(timer)
      setSlow(null)
    }
  }, [next])
  return slow === next ? slow : null
}
