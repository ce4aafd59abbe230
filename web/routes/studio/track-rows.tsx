import { RovingFocus } from 'radix-ui/internal'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef } from 'react'
import { useLocation } from 'react-router'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import { useFreshTracks } from '../../player/player-provider.tsx'
import { useSlowPlace } from '../../shell/use-slow-place.ts'
import { playableOf } from '../../tracks/playable.ts'
import { useSmallPeaks } from '../../tracks/use-small-peaks.ts'
import type { ListView } from './list-view.ts'
import { groupRows, type Row, rowsByDay, rowsWithoutDays, type TrackPlace } from './rows.ts'
import { TrackCard } from './track-card.tsx'
import { TrackRow } from './track-row.tsx'
import styles from './track-rows.module.css'
import { LIST_NAME } from './use-row.ts'
import type { Selection } from './use-selection.ts'
import { useTimeZone } from './use-time-zone.ts'

/** From here on only the rows near the window are kept in the document. */
const VIRTUAL_FROM = 100

const NO_TRACKS: TrackListed[] = []

const VirtualRows = lazy(() => import('./virtual-rows.tsx'))

/**
 * The tracks as rows or as cards, under the names of their days when they are in order of time. They are one
 * stop of the Tab key: ↑ and ↓ move between rows, ← and → within one; all four move between cards.
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
    () => (isByDay ? rowsByDay(tracks, now, timeZone) : rowsWithoutDays(tracks)),
    [tracks, now, timeZone, isByDay],
  )
  const queue = useMemo(() => tracks.map(playableOf).filter((track) => track !== null), [tracks])
  const isOld = useSlowPlace() === useLocation().pathname
  const isGrid = view.layout === 'grid'
  const peaks = useSmallPeaks(isGrid ? NO_TRACKS : tracks)
  useFreshTracks(queue, view.trashed ? undefined : LIST_NAME)
  const name = view.trashed ? 'Tracks in the trash' : 'Tracks'
  const Item = isGrid ? TrackCard : TrackRow
  const renderRow = ({ track, place }: TrackPlace): ReactNode => (
    <Item
      key={track.id}
      track={track}
      peaks={peaks.get(track.id) ?? null}
      queue={queue}
      place={place}
      count={tracks.length}
      isChosen={selection.isChosen(track.id)}
      selection={selection}
      q={view.q}
      trashed={view.trashed}
      now={now}
    />
  )
  const renderRows = (shown: readonly Row[]): ReactNode =>
    groupRows(shown).map(({ day, isBegun, places }) => (
      <section key={day}>
        {isBegun && <h2 className={styles.day}>{day}</h2>}
        <ul
          aria-label={day ? `${name}, ${day}` : name}
          className={isGrid ? styles.grid : undefined}
        >
          {places.map(renderRow)}
        </ul>
      </section>
    ))
  return (
    <RovingFocus.Root orientation={isGrid ? 'horizontal' : 'vertical'} loop={false} asChild>
      <div className={styles.rows} data-old={isOld || undefined}>
        {rows.length > VIRTUAL_FROM ? (
          <Suspense fallback={renderRows(rows)}>
            <VirtualRows rows={rows} isGrid={isGrid} renderRows={renderRows} />
          </Suspense>
        ) : (
          renderRows(rows)
        )}
        <End onSeen={onNearEnd} />
      </div>
    </RovingFocus.Root>
  )
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
