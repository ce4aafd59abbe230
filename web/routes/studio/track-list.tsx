import { useMemo } from 'react'
import { Link, useLocation } from 'react-router'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import type { Example } from '../../api/read-examples.ts'
import { type MakingTrack, useVisitor } from '../../shell/visitor.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { EmptyList } from './empty-list.tsx'
import { FilterChips } from './filter-chips.tsx'
import { ListHead } from './list-head.tsx'
import { hrefOf, isFiltered, type ListView } from './list-view.ts'
import { MakingGroup } from './making-group.tsx'
import { SelectionBar } from './selection-bar.tsx'
import styles from './track-list.module.css'
import { TrackRows } from './track-rows.tsx'
import { usePages } from './use-pages.ts'
import { useSelection } from './use-selection.ts'

const NOTHING: MakingTrack[] = []

/** A person's tracks: head, filters, and the rows by day. */
export function TrackList({
  view,
  items,
  nextCursor: firstCursor,
  examples,
  now,
}: {
  view: ListView
  items: TrackListed[]
  nextCursor: string | null
  /** For somebody who has made nothing yet. */
  examples: Example[]
  /** When the list was read, in milliseconds. */
  now: number
}) {
  const { pathname } = useLocation()
  const open = useVisitor().library?.making ?? NOTHING
  const making = view.trashed ? NOTHING : open
  const first = useMemo(() => ({ items, nextCursor: firstCursor }), [items, firstCursor])
  const { tracks, nextCursor, isLoadingMore, loadMore } = usePages(view, first, making)
  const selection = useSelection(tracks)
  return (
    <>
      <h1 className={view.trashed ? styles.title : 'visually-hidden'} dir="auto">
        {nameView(view)}
      </h1>
      {view.trashed && (
        <p className={styles.lead}>
          Deleted tracks stay here for 30 days. <Link to="/library">Back to the library</Link>
        </p>
      )}
      {selection.chosen.length > 0 ? (
        <SelectionBar selection={selection} trashed={view.trashed} />
      ) : (
        <ListHead view={view} />
      )}
      <FilterChips view={view} />
      <MakingGroup tracks={making} />
      {tracks.length > 0 || (making.length > 0 && !isFiltered(view)) ? (
        <TrackRows
          tracks={tracks}
          view={view}
          now={now}
          selection={selection}
          onNearEnd={loadMore}
        />
      ) : (
        <EmptyList view={view} examples={examples} />
      )}
      {nextCursor && (
        <p className={styles.more}>
          <ButtonLink
            to={hrefOf({ ...view, cursor: nextCursor }, pathname)}
            aria-busy={isLoadingMore}
            onClick={(event) => {
              event.preventDefault()
              void loadMore()
            }}
          >
            {isLoadingMore ? 'Loading…' : 'Show more'}
          </ButtonLink>
        </p>
      )}
    </>
  )
}

function nameView({ trashed, favorite, q }: ListView): string {
  if (trashed) return 'Trash'
  const name = favorite ? 'Favorites' : 'Library'
  return q ? `${name}: “${q}”` : name
}
