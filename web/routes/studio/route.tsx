import { Outlet, useLocation } from 'react-router'
import { readAnswer } from '../../api/answers.ts'
import { apiContext } from '../../api/client.ts'
import { isOpen } from '../../tracks/track-status.tsx'
import { Main } from '../../ui/main.tsx'
import { useMedia } from '../../ui/use-media.ts'
import type { Route } from './+types/route'
import { ComposerPane } from './composer-pane.tsx'
import { readView, toParams } from './list-view.ts'
import styles from './studio.module.css'
import { TrackList } from './track-list.tsx'

const PAGE_SIZE = 50

/** The list of both pages of the studio: `/create`, with the composer beside it, and `/library`. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const view = readView(url.searchParams)
  const { since, ...params } = toParams(view)
  const query = {
    ...params,
    ...(since ? { since: `${since}T00:00:00Z` } : {}),
    limit: String(PAGE_SIZE),
  }
  const answer = await context.get(apiContext).api.tracks.$get({ query })
  const { items, nextCursor } = await readAnswer(answer, url)
  return {
    view,
    items,
    nextCursor,
    now: Date.now(),
    refreshWithoutScript: items.some((track) => isOpen(track.status)),
  }
}

export default function Studio({ loaderData }: Route.ComponentProps) {
  const isComposing = useLocation().pathname === '/create'
  // Where there is no room for both, the composer lies over the list.
  const isCovered = useMedia('(max-width: 899px)') && isComposing
  return (
    <div className={styles.studio} data-composing={isComposing || undefined}>
      {isComposing && (
        <ComposerPane isCovering={isCovered}>
          <Outlet />
        </ComposerPane>
      )}
      <Main className={styles.list} inert={isCovered}>
        {!isComposing && <Outlet />}
        <TrackList {...loaderData} />
      </Main>
    </div>
  )
}
