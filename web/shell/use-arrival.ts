import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import { announce } from '../ui/announcements.ts'

/**
 * After a navigation to another page the focus goes to its heading and its title is read out, as
 * after a document's load. A page that has put the focus somewhere itself keeps it.
 */
export function useArrival(): void {
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    announce(document.title)
    const main = document.querySelector('main')
    if (main?.contains(document.activeElement) && document.activeElement !== main) return
    const heading = main?.querySelector<HTMLElement>('h1')
    if (heading) heading.tabIndex = -1
    ;(heading ?? main)?.focus({ preventScroll: true })
  }, [pathname])
}
