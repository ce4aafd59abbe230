import { data, redirect } from 'react-router'
import type { ErrorAnswer } from '../../worker/middleware/errors.ts'
import { SAME_KEY_IS_SAFE } from '../../worker/states/unknown-outcome.ts'

/** What the API says when something is wrong: a sentence, perhaps one for each field, and the request's id. */
export type ApiError = ErrorAnswer['error']

type Answer<Body> = { ok: boolean; status: number; json(): Promise<Body> }

/**
 * The body of an answer that the page needs. Throws what to show instead of the page when there is
 * none: a redirect to sign-in, which leads back here, or the error page.
 */
export async function readAnswer<Body>(answer: Answer<Body>, url: URL): Promise<Body> {
  if (answer.ok) return answer.json()
  if (answer.status === 401) throw askToSignIn(url)
  throw data(await readError(answer), { status: answer.status })
}

/** The error for a form to show. Throws a redirect when the person isn't signed in. */
export async function readFormError(answer: Answer<unknown>, url: URL): Promise<ApiError> {
  if (answer.status === 401) throw askToSignIn(url)
  return readError(answer)
}

export async function readError(answer: Answer<unknown>): Promise<ApiError> {
  // Every answer of the API that isn't a success has this body.
  const { error } = (await answer.json()) as ErrorAnswer
  return { ...error, message: sayToPerson(error.message) }
}

/** What the API says to a client, said to a person: a form that is sent again carries the same key. */
export function sayToPerson(message: string): string {
  return message.replace(SAME_KEY_IS_SAFE, 'Pressing again is safe.')
}

/**
 * Redirects to sign-in, which leads back to `url`, or to its page alone where the whole address is too long.
 * The header tells a page that is open to stay.
 */
export function askToSignIn({ pathname, search }: URL): Response {
  const headers = { 'X-Signed-Out': 'yes' }
  const next = isBearable(pathname + search) ? pathname + search : pathname
  return redirect(`/sign-in?next=${encodeURIComponent(next)}`, { headers })
}

const NEXT_LENGTH_MAX = 2_000

/** Whether a path can lead back here. Long ones, encoded more than once, break headers on their way. */
export function isBearable(path: string): boolean {
  return encodeURIComponent(path).length <= NEXT_LENGTH_MAX
}
