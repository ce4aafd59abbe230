import { data, isRouteErrorResponse } from 'react-router'
import type { ApiError } from '../api/answers.ts'

/** An error for a form to show. `signIn` is where the person signs in again and comes back from. */
export type FormError = ApiError & { signIn?: string }

/**
 * Posts a form from the browser: a route's `clientAction` is nothing else. Answers what the server
 * answers. Where that is no answer a form can show (no connection, a gateway's page, too large a form,
 * signed out meanwhile), it answers `{ error }` and what `keep` made of the form, so that the form
 * stays as the person filled it in. `safe` tells them what they needn't fear for.
 */
export async function postForm<Answer, Kept>(
  { request, serverAction }: { request: Request; serverAction: () => Promise<Answer> },
  keep: (form: FormData) => Kept,
  safe = 'Nothing is lost.',
) {
  const form = await request.clone().formData()
  try {
    return await serverAction()
  } catch (problem) {
    if (request.signal.aborted) throw problem
    const error = readProblem(problem, { form, safe })
    if (error === null) throw problem
    // With a success's status React Router would load the page's data from where nothing answers.
    return data({ error, ...keep(form) }, { status: 503 })
  }
}

/** Null for a redirect that the form is meant to end in. */
function readProblem(
  problem: unknown,
  { form, safe }: { form: FormData; safe: string },
): FormError | null {
  if (problem instanceof Response) {
    const signIn = problem.headers.get('Location') ?? ''
    if (!signIn.startsWith('/sign-in?next=')) return null
    return { ...sayError('unauthenticated', `You’re signed out. ${safe}`), signIn }
  }
  if (isRouteErrorResponse(problem)) {
    if (problem.status === 413) return sayTooLarge(form)
    if (isApiError(problem.data)) return problem.data
  }
  return sayError(
    'unavailable',
    navigator.onLine
      ? `We can’t reach the studio right now. ${safe} Try again in a moment.`
      : `No connection. ${safe} Try again when you’re back online.`,
  )
}

function sayError(code: ApiError['code'], message: string): FormError {
  return { code, message, requestId: '' }
}

/** Blames the longest text of the form. */
function sayTooLarge(form: FormData): FormError {
  const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const [longest] = texts.toSorted(([, one], [, other]) => other.length - one.length)
  const sentence = 'This is far too long to send. Shorten it and try again.'
  return { ...sayError('too_large', sentence), fields: { [longest?.[0] ?? '']: sentence } }
}

function isApiError(body: unknown): body is ApiError {
  return typeof body === 'object' && body !== null && 'message' in body && 'code' in body
}
