import { GripVertical, X } from 'lucide-react'
import { type PointerEvent, useRef } from 'react'
import { TrackArt } from '../covers/track-art.tsx'
import { formatDuration } from '../ui/format-duration.ts'
import { nameTrack } from '../ui/name-track.ts'
import { secondLineOf } from './playable-track.ts'
import type { Player } from './player.ts'
import type { Entry } from './queue.ts'
import styles from './queue-row.module.css'
import { type QueueList, ROW_PIXELS } from './use-queue-list.ts'

export function QueueRow({
  player,
  entry,
  list,
  isCurrent = false,
}: {
  player: Player
  entry: Entry
  list: QueueList
  isCurrent?: boolean
}) {
  const { track, key } = entry
  const shift = isCurrent ? 0 : list.shiftOf(key)
  return (
    <li
      className={styles.row}
      aria-current={isCurrent || undefined}
      data-dragged={list.isDragged(key) || undefined}
      style={shift ? { transform: `translateY(${shift}px)` } : undefined}
    >
      <button
        type="button"
        className={styles.track}
        aria-label={isCurrent ? nameTrack(track) : `Play ${nameTrack(track)}`}
        aria-keyshortcuts={isCurrent ? undefined : 'Alt+ArrowUp Alt+ArrowDown Delete'}
        {...list.rowProps(entry, isCurrent)}
        onClick={() => (isCurrent ? player.toggle() : player.jumpTo(key))}
      >
        <TrackArt trackId={track.id} size={40} />
        <span className={styles.names}>
          <span className={styles.title} dir="auto">
            {track.title}
          </span>
          <span className={styles.second} dir="auto">
            {secondLineOf(track)}
          </span>
        </span>
        {track.durationSeconds !== null && (
          <span className={styles.length}>{formatDuration(track.durationSeconds)}</span>
        )}
      </button>
      {!isCurrent && (
        <>
          <button
            type="button"
            className={styles.remove}
            tabIndex={-1}
            aria-label={`Remove ${nameTrack(track)}`}
            onClick={() => list.remove(entry)}
          >
            <X aria-hidden size={16} />
          </button>
          <Grip entry={entry} list={list} />
        </>
      )}
    </li>
  )
}

/** For pointers only: the keyboard moves the row itself. */
function Grip({ entry, list }: { entry: Entry; list: QueueList }) {
  const startY = useRef<number | null>(null)
  const pixels = ({ clientY }: PointerEvent) => clientY - (startY.current ?? clientY)
  const end = () => {
    startY.current = null
    list.setDrag(null)
  }
  return (
    <span
      className={styles.grip}
      aria-hidden
      onPointerDown={(event) => {
        event.preventDefault()
        startY.current = event.clientY
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (startY.current !== null) list.setDrag({ key: entry.key, pixels: pixels(event) })
      }}
      onPointerUp={(event) => {
        const steps = Math.round(pixels(event) / ROW_PIXELS)
        end()
        list.move(entry, steps)
      }}
      onPointerCancel={end}
    >
      <GripVertical size={16} />
    </span>
  )
}
