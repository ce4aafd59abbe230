import { data, redirect } from 'react-router'
import type { ErrorAnswer } from '../../worker/middleware/errors.ts'

/** The body of every answer that isn't a success: a sentence, perhaps one for each field, and the request's id. */
export type ApiError = ErrorAnswer['error']

type Answer<Body> = { ok: boolean; status: number; json(): Promise<Body> }

/**
 * The body of an answer that a page can't be shown without. Otherwise throws what to show instead:
 * the sign-in page, which leads back here, or the error page.
 */
export async function readAnswer<Body>(answer: Answer<Body>, url: URL): Promise<Body> {
  if (answer.ok) return answer.json()
  if (answer.status === 401) throw askToSignIn(url)
  throw data(await readError(answer), { status: answer.status })
}

/** What a form shows of an answer that isn't a success; throws a redirect when the person isn't signed in. */
export async function readFormError(answer: Answer<unknown>, url: URL): Promise<ApiError> {
  if (answer.status === 401) throw askToSignIn(url)
  return readError(answer)
}

export async function readError(answer: Answer<unknown>): Promise<ApiError> {
  // Every answer of the API that isn't a success has this body.
  const { error } = (await answer.json()) as ErrorAnswer
  return error
}

/** To the sign-in page, or to sign-up, which leads back here. */
export function askToSignIn(
  { pathname, search }: URL,
  page: '/sign-in' | '/sign-up' = '/sign-in',
): Response {
  return redirect(`${page}?next=${encodeURIComponent(pathname + search)}`)
}
