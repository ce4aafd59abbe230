import { useEffect, useMemo, useState } from 'react'
import { useFetcher } from 'react-router'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import { applyChanges, forgetAnswered, trackChanges } from '../../tracks/track-changes.ts'
import { useObservable } from '../../ui/use-observable.ts'
import { hrefOf, type ListView } from './list-view.ts'

type Page = { items: TrackListed[]; nextCursor: string | null }

/**
 * The list of a view as far as it was scrolled: the page that the route loaded, which is renewed as the
 * studio changes, and those that `loadMore` has added. What this window has changed shows at once; what is
 * `making` is shown elsewhere.
 */
export function usePages(
  view: ListView,
  first: Page,
  { pathname, making }: { pathname: string; making: readonly { id: string }[] },
) {
  const key = hrefOf(view, '')
  const [more, setMore] = useState<{ key: string; pages: Page[] }>({ key, pages: [] })
  const pages = more.key === key ? more.pages : []
  const fetcher = useFetcher<Page>({ key: `more ${key}` })
  const { data, state } = fetcher
  if (data && !pages.includes(data) && data !== more.pages.at(-1))
    setMore({ key, pages: [...pages, data] })
  useEffect(() => {
    if (first) forgetAnswered()
  }, [first])
  const changes = useObservable(trackChanges)
  const tracks = useMemo(() => {
    const known = new Map(
      [first, ...pages].flatMap(({ items }) => items).map((track) => [track.id, track]),
    )
    for (const track of first.items) known.set(track.id, track)
    return applyChanges([...known.values()], changes).filter(
      (track) =>
        (track.deletedAt !== null) === view.trashed &&
        (!view.favorite || track.favorite) &&
        !making.some(({ id }) => id === track.id),
    )
  }, [first, pages, changes, making, view.trashed, view.favorite])
  const nextCursor = (pages.at(-1) ?? first).nextCursor
  return {
    tracks,
    nextCursor,
    isLoadingMore: state === 'loading',
    loadMore() {
      if (nextCursor === null || state !== 'idle') return
      void fetcher.load(hrefOf({ ...view, cursor: nextCursor }, pathname))
    },
  }
}
