import type { Env } from '../../worker/env.ts'
import { servicesOf } from '../../worker/services.ts'
import { signCookie } from './sign-cookie.ts'

export const PASSWORD = 'correct horse battery'

export type Call = {
  method?: string
  json?: unknown
  body?: BodyInit
  headers?: Record<string, string>
}

/** Calls the API with the cookies that it set, from an address of their own. */
export type Person = {
  id: string
  email: string
  cookie: string
  address: string
  call(path: string, call?: Call): Promise<Response>
}

type Fetch = (path: string, init?: RequestInit) => Promise<Response>

/** The people who use a studio, signed in or not. */
export function openPeople(env: Env, fetch: Fetch) {
  function callAs(cookie: string, address = randomAddress()): Person['call'] {
    return (path, { json, ...call } = {}) =>
      fetch(path, {
        ...call,
        ...(json === undefined
          ? {}
          : { method: call.method ?? 'POST', body: JSON.stringify(json) }),
        headers: {
          'cf-connecting-ip': address,
          ...(cookie ? { cookie } : {}),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...call.headers,
        },
      })
  }

  /** A new person, who signs up as people do. */
  async function signUp(name = 'Ada'): Promise<Person> {
    const address = randomAddress()
    const email = newEmail()
    const json = { email, password: PASSWORD, name }
    const answer = await callAs('', address)('/api/auth/sign-up/email', { json })
    if (answer.status !== 200) throw new Error(`Sign-up answered ${await answer.text()}`)
    const { user } = await answer.json<{ user: { id: string } }>()
    const cookie = readCookies(answer)
    return { id: user.id, email, cookie, address, call: callAs(cookie, address) }
  }

  /** A new person who is signed in but has no password: hashing it is most of a sign-up's time. */
  async function newPerson(name = 'Ada'): Promise<Person> {
    const { internalAdapter, authCookies, secret } = await servicesOf(env).auth.$context
    const email = newEmail()
    const { id } = await internalAdapter.createUser({ email, name }, { method: 'email-password' })
    const { token } = await internalAdapter.createSession(id)
    const session = `${authCookies.sessionToken.name}=${await signCookie(token, secret)}`
    const address = randomAddress()
    const cached = await callAs(session, address)('/api/auth/get-session')
    const cookie = `${session}; ${readCookies(cached)}`
    return { id, email, cookie, address, call: callAs(cookie, address) }
  }

  return { callAs, signUp, newPerson }
}

/** The cookies that an answer sets, as the browser sends them back. */
export function readCookies(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const newEmail = () => `${crypto.randomUUID()}@example.com`

function randomAddress(): string {
  return ['10', ...crypto.getRandomValues(new Uint8Array(3))].join('.')
}
