import { data } from 'react-router'
import type { ApiError } from './answers.ts'
import { readError } from './answers.ts'
import type { Api } from './client.ts'

type Answer = { ok: boolean; status: number; json(): Promise<unknown> }

/** The auth library's routes, which `App` doesn't type. */
type AuthRoutes = {
  'sign-up': { email: { $post(asked: { json: Record<string, string> }): Promise<Answer> } }
  'sign-in': { email: { $post(asked: { json: Record<string, string> }): Promise<Answer> } }
  'sign-out': { $post(): Promise<Answer> }
  'get-session': { $get(): Promise<Answer> }
}

export type Person = { name: string; email: string }

type AuthProblem = { status: number; error: ApiError }

/** The person who is signed in, or null. Throws what to show instead of the page when that can't be told. */
export async function readPerson(api: Api): Promise<Person | null> {
  const answer = await authRoutes(api)['get-session'].$get()
  if (!answer.ok) throw data(await readError(answer), { status: answer.status })
  // better-auth answers `null` or the session with its user.
  const session = (await answer.json()) as { user: Person } | null
  return session && { name: session.user.name, email: session.user.email }
}

/** Opens an account and signs in. Null on success: the session's cookie goes out with the page's answer. */
export async function signUp(
  api: Api,
  asked: { name: string; email: string; password: string },
): Promise<AuthProblem | null> {
  return readProblem(await authRoutes(api)['sign-up'].email.$post({ json: asked }))
}

/** Null on success: the session's cookie goes out with the page's answer. */
export async function signIn(
  api: Api,
  asked: { email: string; password: string },
): Promise<AuthProblem | null> {
  return readProblem(await authRoutes(api)['sign-in'].email.$post({ json: asked }))
}

/** Null on success; otherwise the person is still signed in. */
export async function signOut(api: Api): Promise<AuthProblem | null> {
  return readProblem(await authRoutes(api)['sign-out'].$post())
}

async function readProblem(answer: Answer): Promise<AuthProblem | null> {
  return answer.ok ? null : { status: answer.status, error: await readError(answer) }
}

function authRoutes(api: Api): AuthRoutes {
  // The client makes any path into a request; worker/app.ts mounts these under /api/auth.
  return (api.api as unknown as { auth: AuthRoutes }).auth
}
