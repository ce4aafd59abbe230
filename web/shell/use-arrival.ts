import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import { announce } from '../ui/announcements.ts'

/**
 * After a navigation to another page the focus goes to its heading and its title is read out, as
 * after a document's load. A page that has put the focus somewhere itself keeps it. Within one page,
 * as from the library to its trash, the focus goes there only when nothing has it any more.
 */
export function useArrival(): void {
  const { pathname, key } = useLocation()
  const shown = useRef({ pathname, key })
  useEffect(() => {
    if (shown.current.key === key) return
    const isOtherPage = shown.current.pathname !== pathname
    shown.current = { pathname, key }
    if (isOtherPage) announce(document.title)
    else if (document.activeElement !== document.body) return
    const main = document.querySelector('main')
    if (main?.contains(document.activeElement) && document.activeElement !== main) return
    const heading = main?.querySelector<HTMLElement>('h1')
    if (heading) heading.tabIndex = -1
    ;(heading ?? main)?.focus({ preventScroll: true })
  }, [pathname, key])
}
