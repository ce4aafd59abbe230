import { useEffect, useState } from 'react'

/**
 * What `load` brings, once it is wanted; null until it is there. Without a connection it stays null,
 * and comes when the connection does. `load` must be the same function every time.
 */
export function usePart<T>(isWanted: boolean, load: () => Promise<T>): T | null {
  const [part, setPart] = useState<{ loaded: T } | null>(null)
  const isMissing = isWanted && part === null
  useEffect(() => {
    if (!isMissing) return
    let isGone = false
    const show = (loaded: T) => {
      if (!isGone) setPart({ loaded })
    }
    const fetchPart = () => void load().then(show, () => undefined)
    fetchPart()
    window.addEventListener('online', fetchPart)
    return () => {
      isGone = true
      window.removeEventListener('online', fetchPart)
    }
  }, [isMissing, load])
  return part?.loaded ?? null
}
