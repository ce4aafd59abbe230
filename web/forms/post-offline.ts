import { data } from 'react-router'
import type { ApiError } from '../api/answers.ts'

/**
 * Posts a form from the browser and answers what the server answers. Where the server can't be
 * reached it answers an error for the form to show, which ends with `advice`, and what `keep` made of
 * the form, so that the form stays as the person filled it in.
 */
export async function postOffline<Answer, Kept>(
  { request, serverAction }: { request: Request; serverAction: () => Promise<Answer> },
  { advice, keep }: { advice: string; keep: (form: FormData) => Kept },
) {
  const form = await request.clone().formData()
  try {
    return await serverAction()
  } catch (problem) {
    // Only a failed fetch is a TypeError; a redirect is thrown, too.
    if (!(problem instanceof TypeError)) throw problem
    const message = `The studio can’t be reached right now. ${advice}`
    const error: ApiError = { code: 'unavailable', message, requestId: '' }
    // With a success's status React Router would load the page's data from where nothing answers.
    return data({ error, ...keep(form) }, { status: 503 })
  }
}
