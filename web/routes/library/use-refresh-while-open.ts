import { useEffect } from 'react'
import { useRevalidator } from 'react-router'

const EVERY_MILLISECONDS = 3000

/** Loads the page's data anew every few seconds while a track is being made and somebody looks. */
export function useRefreshWhileOpen(isAnyOpen: boolean): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!isAnyOpen) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void revalidate()
    }, EVERY_MILLISECONDS)
    return () => clearInterval(timer)
  }, [isAnyOpen, revalidate])
}
