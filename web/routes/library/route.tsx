import { data, redirect } from 'react-router'
import { readAnswer, readFormError } from '../../api/answers.ts'
import { apiContext } from '../../api/client.ts'
import { FormProblem } from '../../forms/form-problem.tsx'
import { postForm } from '../../forms/post-form.ts'
import { isOpen } from '../../tracks/track-status.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { pageTitle } from '../../ui/page-title.ts'
import type { Route } from './+types/route'
import { EmptyLibrary } from './empty-library.tsx'
import { FilterBar } from './filter-bar.tsx'
import styles from './library.module.css'
import { hrefOf, readView, toQuery } from './library-view.ts'
import { TrackList } from './track-list.tsx'
import { useRefreshWhileOpen } from './use-refresh-while-open.ts'

export const meta = () => pageTitle('Library')

export async function loader({ context, url }: Route.LoaderArgs) {
  const view = readView(url.searchParams)
  const answer = await context.get(apiContext).api.tracks.$get({ query: toQuery(view) })
  const { items, nextCursor } = await readAnswer(answer, url)
  const refreshWithoutScript = items.some((track) => isOpen(track.status))
  return { view, items, nextCursor, refreshWithoutScript }
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const id = String((await request.formData()).get('restore') ?? '')
  const answer = await context.get(apiContext).api.tracks[':id'].restore.$post({ param: { id } })
  if (answer.ok) return redirect(`/tracks/${id}`)
  return data({ error: await readFormError(answer, url) }, { status: answer.status })
}

export function clientAction(post: Route.ClientActionArgs) {
  return postForm(post, () => ({}))
}

export default function Library({ loaderData, actionData }: Route.ComponentProps) {
  const { view, items, nextCursor } = loaderData
  useRefreshWhileOpen(items.some((track) => isOpen(track.status)))
  return (
    <Page>
      <PageHeading
        title={view.trashed ? 'Trash' : 'Library'}
        aside={
          <ButtonLink to="/create" look="primary">
            Create a track
          </ButtonLink>
        }
      />
      <FilterBar view={view} />
      {actionData && <FormProblem error={actionData.error} />}
      {items.length > 0 ? (
        <TrackList tracks={items} trashed={view.trashed} />
      ) : (
        <EmptyLibrary view={view} />
      )}
      <div className={styles.ways}>
        {view.cursor && (
          <ButtonLink to={hrefOf({ ...view, cursor: '' })}>Back to the newest</ButtonLink>
        )}
        {nextCursor && (
          <ButtonLink to={hrefOf({ ...view, cursor: nextCursor })}>Show more</ButtonLink>
        )}
      </div>
    </Page>
  )
}
