import { data } from 'react-router'
import type { ApiError } from './answers.ts'
import { readError } from './answers.ts'
import type { Api } from './client.ts'

type Answer = { ok: boolean; status: number; json(): Promise<unknown> }

type Json = { json: Record<string, string> }

/** The auth library's routes, which `App` doesn't type. */
type AuthRoutes = {
  settings: { $get(): Promise<Answer> }
  'send-verification-email': { $post(asked: Json): Promise<Answer> }
  'request-password-reset': { $post(asked: Json): Promise<Answer> }
  'reset-password': { $post(asked: Json): Promise<Answer> }
  'change-password': { $post(asked: Json): Promise<Answer> }
  'change-email': { $post(asked: Json): Promise<Answer> }
  'sign-up': { email: { $post(asked: { json: Record<string, string> }): Promise<Answer> } }
  'sign-in': { email: { $post(asked: { json: Record<string, string> }): Promise<Answer> } }
  'sign-out': { $post(): Promise<Answer> }
  'get-session': { $get(): Promise<Answer> }
}

export type Person = { name: string; email: string; emailVerified: boolean }

type AuthProblem = { status: number; error: ApiError }

/** The person who is signed in, or null. Throws what to show instead of the page when that can't be told. */
export async function readPerson(api: Api): Promise<Person | null> {
  const answer = await authRoutes(api)['get-session'].$get()
  if (!answer.ok) throw data(await readError(answer), { status: answer.status })
  // better-auth answers `null` or the session with its user.
  const session = (await answer.json()) as { user: Person } | null
  if (session === null) return null
  const { name, email, emailVerified } = session.user
  return { name, email, emailVerified }
}

/** Whether free credits come once the address is confirmed. Throws what to show instead of the page. */
export async function mustConfirm(api: Api): Promise<boolean> {
  const answer = await authRoutes(api).settings.$get()
  if (!answer.ok) throw data(await readError(answer), { status: answer.status })
  return ((await answer.json()) as { confirmFirst: boolean }).confirmFirst
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

/** Null on success, which is the same whether the address has an account or not. */
export async function sendLinkAgain(api: Api, email: string): Promise<AuthProblem | null> {
  return readProblem(await authRoutes(api)['send-verification-email'].$post({ json: { email } }))
}

/** Null on success, which is the same whether the address has an account or not. */
export async function askForReset(api: Api, email: string): Promise<AuthProblem | null> {
  return readProblem(await authRoutes(api)['request-password-reset'].$post({ json: { email } }))
}

/** Null on success: all sessions are over. */
export async function resetPassword(
  api: Api,
  asked: { token: string; newPassword: string },
): Promise<AuthProblem | null> {
  return readProblem(await authRoutes(api)['reset-password'].$post({ json: asked }))
}

/** Null on success: every other session is over. */
export async function changePassword(
  api: Api,
  asked: { currentPassword: string; newPassword: string },
): Promise<AuthProblem | null> {
  return readProblem(await authRoutes(api)['change-password'].$post({ json: asked }))
}

/** Null on success, which is the same whether the address is free or not: it gets a link if it is. */
export async function changeEmail(
  api: Api,
  asked: { newEmail: string; password: string },
): Promise<AuthProblem | null> {
  return readProblem(await authRoutes(api)['change-email'].$post({ json: asked }))
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
