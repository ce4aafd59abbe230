import type { Context } from 'hono'
import { z } from 'zod'
import type { AppEnv } from '../app-env.ts'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../auth/auth.ts'
import { networkOf } from '../cache/network-of.ts'
import { DomainError } from '../errors.ts'

export const email = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email('An email address such as ada@example.com.'))

export const password = z
  .string()
  .min(1, 'Your password.')
  .max(PASSWORD_LENGTH_MAX, 'That is too long.')

export const newPassword = z
  .string()
  .min(PASSWORD_LENGTH_MIN, `At least ${PASSWORD_LENGTH_MIN} characters.`)
  .max(PASSWORD_LENGTH_MAX, `At most ${PASSWORD_LENGTH_MAX} characters.`)

/** The address that a request came from, as Cloudflare says it. */
export const addressOf = (c: Context) => c.req.header('cf-connecting-ip') ?? 'unknown'

export const networkOfRequest = (c: Context) => networkOf(addressOf(c))

/** Asks the library's own route for the one that was asked, or for `path`. */
export function askAuth(
  c: Context<AppEnv>,
  body: unknown,
  { path, withCookie = true }: { path?: string; withCookie?: boolean } = {},
): Promise<Response> {
  const { method, url } = c.req.raw
  const headers = new Headers(c.req.raw.headers)
  headers.delete('content-length')
  if (!withCookie) headers.delete('cookie')
  if (body !== null) headers.set('content-type', 'application/json')
  const request = new Request(path === undefined ? url : new URL(`/api/auth${path}`, url), {
    method,
    headers,
    body: body === null ? null : JSON.stringify(body),
  })
  return c.var.services.auth.handler(request)
}

/** Throws what the library refused. */
export async function forward(...asked: Parameters<typeof askAuth>): Promise<Response> {
  const answer = await askAuth(...asked)
  if (answer.ok) return answer
  throw refusalOf(await readCode(answer), answer.status)
}

const Refusal = z.object({ code: z.string().catch('') })

/** The library's code for what it refused; empty where it names none. */
export async function readCode(answer: Response): Promise<string> {
  return Refusal.safeParse(await answer.json().catch(() => null)).data?.code ?? ''
}

export function refusalOf(code: string, status: number): Error {
  if (status === 401)
    return new DomainError('unauthenticated', 'The email or the password is wrong.')
  if (status === 400 || status === 422)
    return new DomainError('invalid', 'Please check what you entered.')
  if (status === 404 || status === 405)
    return new DomainError('not_found', 'There is nothing here.')
  return new Error(`The auth library answered ${status} ${code}`)
}
