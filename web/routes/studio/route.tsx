import { Outlet, useLocation } from 'react-router'
import { readAnswer } from '../../api/answers.ts'
import { apiContext } from '../../api/client.ts'
import { readExamples } from '../../api/read-examples.ts'
import { useSlowPlace } from '../../shell/use-slow-place.ts'
import { isOpen } from '../../tracks/track-status.tsx'
import { Main } from '../../ui/main.tsx'
import { useMedia } from '../../ui/use-media.ts'
import type { Route } from './+types/route'
import { ComposerPane } from './composer-pane.tsx'
import { ComposerSkeleton } from './composer-skeleton.tsx'
import { isFiltered, queryOf, readView } from './list-view.ts'
import styles from './studio.module.css'
import { TrackList } from './track-list.tsx'

const EXAMPLES_SHOWN = 3

/** The list of both pages of the studio: `/create`, with the composer beside it, and `/library`. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const view = readView(url.searchParams)
  const api = context.get(apiContext)
  const answer = await api.api.tracks.$get({ query: queryOf(view) })
  const { items, nextCursor } = await readAnswer(answer, url)
  const isNew = items.length === 0 && !view.trashed && !view.cursor && !isFiltered(view)
  return {
    view,
    items,
    nextCursor,
    examples: isNew ? (await readExamples(api)).slice(0, EXAMPLES_SHOWN) : [],
    now: Date.now(),
    refreshWithoutScript: items.some((track) => isOpen(track.status)),
  }
}

export default function Studio({ loaderData }: Route.ComponentProps) {
  const isAtComposer = useLocation().pathname === '/create'
  const isComposing = useSlowPlace() === '/create' || isAtComposer
  // Where there is no room for both, the composer lies over the list.
  const isCovered = useMedia('(max-width: 899px)') && isComposing
  return (
    <div className={styles.studio} data-composing={isComposing || undefined}>
      {isComposing && (
        <ComposerPane isCovering={isCovered}>
          {isAtComposer ? <Outlet /> : <ComposerSkeleton />}
        </ComposerPane>
      )}
      <Main className={styles.list} inert={isCovered}>
        {!isAtComposer && <Outlet />}
        <TrackList {...loaderData} />
      </Main>
    </div>
  )
}
