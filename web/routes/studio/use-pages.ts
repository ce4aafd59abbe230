import { useEffect, useMemo, useState } from 'react'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import { browserApi } from '../../api/client.ts'
import { applyChanges, forgetAnswered, trackChanges } from '../../tracks/track-changes.ts'
import { showToast } from '../../ui/toasts.ts'
import { useObservable } from '../../ui/use-observable.ts'
import { hrefOf, type ListView, queryOf } from './list-view.ts'

type Page = { items: TrackListed[]; nextCursor: string | null }

/** What was added to a list by scrolling: the list's address, and the first page that it was added to. */
type More = { key: string; first: Page; pages: Page[]; isLoading: boolean }

/**
 * The list of a view as far as it was scrolled: the page that the route loaded, which is renewed as the
 * studio changes, and those that `loadMore` has added. What this window has changed shows at once; what is
 * `making` is shown elsewhere.
 */
export function usePages(view: ListView, first: Page, making: readonly { id: string }[]) {
  const key = hrefOf({ ...view, layout: 'rows' }, '')
  const [more, setMore] = useState<More>({ key, first, pages: [], isLoading: false })
  if (more.key !== key) setMore({ key, first, pages: [], isLoading: false })
  else if (more.first !== first)
    setMore({ ...more, first, pages: keepPushedOut(more.first, first, more.pages) })
  const { pages, isLoading } = more
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
    isLoadingMore: isLoading,
    async loadMore() {
      if (nextCursor === null || isLoading) return
      setMore({ ...more, isLoading: true })
      const page = await readPage({ ...view, cursor: nextCursor })
      setMore((now) =>
        now.key === key
          ? { ...now, pages: page ? [...now.pages, page] : now.pages, isLoading: false }
          : now,
      )
      if (page === null) showToast({ sentence: UNREAD, isProblem: true })
    },
  }
}

const UNREAD = 'No more tracks could be loaded. They are safe: try again in a moment.'

async function readPage(view: ListView): Promise<Page | null> {
  try {
    const answer = await browserApi.api.tracks.$get({ query: queryOf(view) })
    return answer.ok ? await answer.json() : null
  } catch {
    return null
  }
}

/** New tracks push others beyond the end of the first page: those go on to be shown before what was added to it. */
export function keepPushedOut(before: Page, first: Page, pages: Page[]): Page[] {
  if (pages.length === 0) return pages
  const kept = new Set(first.items.map(({ id }) => id))
  const last = before.items.findLastIndex(({ id }) => kept.has(id))
  const items = last < 0 ? [] : before.items.slice(last + 1)
  return items.length > 0 ? [{ items, nextCursor: before.nextCursor }, ...pages] : pages
}
