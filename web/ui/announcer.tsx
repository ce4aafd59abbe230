import { useEffect, useRef } from 'react'
import { announcements } from './announcements.ts'

const APART_MILLISECONDS = 500

/**
 * The page's two live regions: they stay while everything else comes and goes, so that what is said
 * is heard to its end. Sentences that come at once follow one another.
 */
export function Announcer() {
  const polite = useRef<HTMLDivElement>(null)
  const assertive = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const sayNext = () => {
      timer = undefined
      const [next, ...rest] = announcements.get()
      if (!next) return
      const region = next.isUrgent ? assertive.current : polite.current
      // A sentence that is said twice must change the text, or it isn't read out.
      if (region)
        region.textContent =
          region.textContent === next.sentence ? `${next.sentence}\u00a0` : next.sentence
      timer = setTimeout(sayNext, APART_MILLISECONDS)
      announcements.set(rest)
    }
    const end = announcements.subscribe(() => {
      if (timer === undefined && announcements.get().length > 0) sayNext()
    })
    return () => {
      end()
      clearTimeout(timer)
    }
  }, [])
  return (
    <div className="visually-hidden">
      <div ref={polite} role="status" />
      <div ref={assertive} role="alert" />
    </div>
  )
}
