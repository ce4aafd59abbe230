import { RovingFocus } from 'radix-ui/internal'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef } from 'react'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import { playableOf } from '../../tracks/playable.ts'
import { useSmallPeaks } from '../../tracks/use-small-peaks.ts'
import { groupByDay } from './days.ts'
import type { ListView } from './list-view.ts'
import { TrackRow } from './track-row.tsx'
import styles from './track-rows.module.css'
import type { Selection } from './use-selection.ts'
import { useTimeZone } from './use-time-zone.ts'

/** From here on only the rows near the window are kept in the document. */
const VIRTUAL_FROM = 100

const VirtualRows = lazy(() => import('./virtual-rows.tsx'))

export type Row = { day: string } | { track: TrackListed; place: number }

/**
 * The rows, under the names of their days when they are in order of time. The list is one stop of the Tab
 * key: ↑ and ↓ move between rows, ← and → within one.
 */
export function TrackRows({
  tracks,
  view,
  now,
  selection,
  onNearEnd,
}: {
  tracks: TrackListed[]
  view: ListView
  now: number
  selection: Selection
  onNearEnd: () => void
}) {
  const timeZone = useTimeZone()
  const isByDay = view.sort === 'newest' || view.sort === 'oldest'
  const rows = useMemo(
    () => (isByDay ? rowsByDay(tracks, now, timeZone) : tracks.map(rowOf)),
    [tracks, now, timeZone, isByDay],
  )
  const queue = useMemo(() => tracks.map(playableOf).filter((track) => track !== null), [tracks])
  const peaks = useSmallPeaks(tracks)
  const renderRow = (row: Row): ReactNode =>
    'day' in row ? (
      <li key={row.day} className={styles.day}>
        <h2>{row.day}</h2>
      </li>
    ) : (
      <TrackRow
        key={row.track.id}
        track={row.track}
        peaks={peaks.get(row.track.id) ?? null}
        queue={queue}
        place={row.place}
        count={tracks.length}
        isChosen={selection.isChosen(row.track.id)}
        selection={selection}
        q={view.q}
        trashed={view.trashed}
        now={now}
      />
    )
  const plain = <ul className={styles.rows}>{rows.map(renderRow)}</ul>
  return (
    <RovingFocus.Root orientation="vertical" loop={false} asChild>
      <section aria-label={view.trashed ? 'Tracks in the trash' : 'Tracks'} className={styles.list}>
        {rows.length > VIRTUAL_FROM ? (
          <Suspense fallback={plain}>
            <VirtualRows rows={rows} renderRow={renderRow} />
          </Suspense>
        ) : (
          plain
        )}
        <End onSeen={onNearEnd} />
      </section>
    </RovingFocus.Root>
  )
}

function rowsByDay(tracks: TrackListed[], now: number, timeZone: string | undefined): Row[] {
  let place = 0
  return groupByDay(tracks, now, timeZone).flatMap(({ name, items }) => [
    { day: name },
    ...items.map((track) => rowOf(track, place++)),
  ])
}

function rowOf(track: TrackListed, place: number): Row {
  return { track, place }
}

/** Asks for more when the end of the list comes near. */
function End({ onSeen }: { onSeen: () => void }) {
  const mark = useRef<HTMLDivElement>(null)
  const seen = useRef(onSeen)
  useEffect(() => {
    seen.current = onSeen
  })
  useEffect(() => {
    if (!mark.current) return
    const sights = new IntersectionObserver(([entry]) => entry?.isIntersecting && seen.current(), {
      rootMargin: '800px',
    })
    sights.observe(mark.current)
    return () => sights.disconnect()
  }, [])
  return <div ref={mark} />
}
