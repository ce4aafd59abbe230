import { useEffect } from 'react'
import { useRevalidator } from 'react-router'

const EVERY_MILLISECONDS = 3000

/** Reloads the page's data every few seconds while a track is being made and the tab is visible. */
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
