import { useEffect, useRef } from 'react'

/** Puts `title` in the place of the page's own title until it is null again. */
export function useTabTitle(title: string | null): void {
  const shown = useRef<{ own: string; instead: string } | null>(null)
  useEffect(() => {
    // Another page has set a title of its own since.
    const own = document.title === shown.current?.instead ? shown.current.own : document.title
    if (title === null && shown.current === null) return
    document.title = title ?? own
    shown.current = title === null ? null : { own, instead: title }
  })
}
