import { data, redirect } from 'react-router'
import { readFormError } from '../../api/answers.ts'
import { apiContext } from '../../api/client.ts'
import { FormProblem } from '../../forms/form-problem.tsx'
import { postForm } from '../../forms/post-form.ts'
import { readForm } from '../../forms/read-form.ts'
import { readTexts } from '../../forms/read-texts.ts'
import { pageTitle } from '../../ui/page-title.ts'
import type { Route } from './+types/route'

export const meta = ({ location }: Route.MetaArgs) => {
  const params = new URLSearchParams(location.search)
  if (params.get('trashed') === 'true') return pageTitle('Trash')
  return pageTitle(params.get('favorite') === 'true' ? 'Favorites' : 'Library')
}

/** The studio's list without the composer. Its rows post here where there are no scripts. */
export async function action({ context, request, url }: Route.ActionArgs) {
  const texts = readTexts(await readForm(request), ['id', 'favorite', 'trashed'])
  const answer = await context.get(apiContext).api.tracks.$patch({
    json: {
      ids: [texts.id],
      ...(texts.favorite ? { favorite: texts.favorite === 'true' } : {}),
      ...(texts.trashed ? { trashed: texts.trashed === 'true' } : {}),
    },
  })
  if (answer.ok) return redirect(`/library${url.search}`)
  return data({ error: await readFormError(answer, url) }, { status: answer.status })
}

export function clientAction(post: Route.ClientActionArgs) {
  return postForm(post, () => ({}))
}

export default function Library({ actionData }: Route.ComponentProps) {
  return actionData?.error && <FormProblem error={actionData.error} />
}
