import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { announce } from '../ui/announcements.ts'
import { nameTrack } from '../ui/name-track.ts'
import type { Player } from './player.ts'
import type { Entry } from './queue.ts'

export const ROW_PIXELS = 56
const CURRENT = 'current'

export type QueueList = ReturnType<typeof useQueueList>

/**
 * The rows of the queue as one tab stop: arrows move the focus, Alt and arrows the row, Delete
 * removes it, and its successor takes the focus. `coming` are the rows below the current one.
 */
export function useQueueList(player: Player, coming: readonly Entry[]) {
  const rows = useRef(new Map<string, HTMLElement>())
  const wanted = useRef<string | null>(null)
  const [stop, setStop] = useState(CURRENT)
  const [drag, setDrag] = useState<{ key: string; pixels: number } | null>(null)
  const keys = [CURRENT, ...coming.map(({ key }) => key)]

  // A row that is moved in the document loses the focus.
  useLayoutEffect(() => {
    if (wanted.current) rows.current.get(wanted.current)?.focus()
    wanted.current = null
  })

  const indexOf = (key: string) => coming.findIndex((entry) => entry.key === key)
  const focus = (key: string | undefined) => key && rows.current.get(key)?.focus()
  const move = (entry: Entry, steps: number) => {
    const from = indexOf(entry.key)
    const to = Math.min(Math.max(from + steps, 0), coming.length - 1)
    if (from === -1 || to === from) return
    wanted.current = entry.key
    player.moveEntry(entry.key, to - from)
    announce(`${nameTrack(entry.track)} is now ${to + 1} of ${coming.length}`)
  }
  const remove = (entry: Entry) => {
    const at = keys.indexOf(entry.key)
    focus(keys[at + 1] ?? keys[at - 1])
    player.removeEntry(entry.key)
    announce(`${nameTrack(entry.track)} is no longer in the queue`)
  }
  const onKeyDown = (event: KeyboardEvent, entry: Entry, isCurrent: boolean) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    if (step !== 0 && event.altKey) move(entry, step)
    else if (step !== 0) focus(keys[keys.indexOf(isCurrent ? CURRENT : entry.key) + step])
    else if ((event.key === 'Delete' || event.key === 'Backspace') && !isCurrent) remove(entry)
    else return
    event.preventDefault()
  }

  return {
    move,
    remove,
    focusCurrent: () => focus(CURRENT),
    setDrag,
    /** How far a row stands from its place while another, or it itself, is dragged; in pixels. */
    shiftOf(key: string): number {
      if (!drag) return 0
      if (drag.key === key) return drag.pixels
      const [from, at] = [indexOf(drag.key), indexOf(key)]
      const to = from + Math.round(drag.pixels / ROW_PIXELS)
      if (from < at && at <= to) return -ROW_PIXELS
      if (to <= at && at < from) return ROW_PIXELS
      return 0
    },
    isDragged: (key: string) => drag?.key === key,
    /** What makes an element the row's focusable part. */
    rowProps(entry: Entry, isCurrent: boolean) {
      const key = isCurrent ? CURRENT : entry.key
      return {
        ref: (element: HTMLElement | null) => {
          if (element) rows.current.set(key, element)
          else rows.current.delete(key)
        },
        tabIndex: key === (keys.includes(stop) ? stop : CURRENT) ? 0 : -1,
        onFocus: () => setStop(key),
        onKeyDown: (event: KeyboardEvent) => onKeyDown(event, entry, isCurrent),
      }
    },
  }
}
