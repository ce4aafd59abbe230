import type { Env } from '../../worker/env.ts'
import { servicesOf } from '../../worker/services.ts'
import type { holdQueue } from './held-queue.ts'
import { signCookie } from './sign-cookie.ts'

export const PASSWORD = 'correct horse battery'
/** What the auth library makes of it. */
const PASSWORD_HASH =
  'dda89287f69e6e883fa698b572faaf00:169bcad4ac67a8a1ce2796528b441e2c04baa589b913e60d4d2421d3e49d183f703443570696a334995a059278598853b64d339c0870a5a4cf6186fb3f3ae0cd'

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
export function openPeople({
  env,
  fetch,
  mails,
  sql,
}: {
  env: Env
  fetch: Fetch
  mails: ReturnType<typeof holdQueue>
  sql<Row>(text: string, params: unknown[]): Promise<Row[]>
}) {
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

  /** A new person, who signs up as people do and presses the link in their mail, if one is sent. */
  async function signUp(name = 'Ada'): Promise<Person> {
    const address = randomAddress()
    const email = newEmail()
    const json = { email, password: PASSWORD, name }
    const answer = await callAs('', address)('/api/auth/sign-up/email', { json })
    if (answer.status !== 200) throw new Error(`Sign-up answered ${await answer.text()}`)
    const { user } = await answer.json<{ user: { id: string } }>()
    const cookie = readCookies(answer)
    const person = { id: user.id, email, cookie, address, call: callAs(cookie, address) }
    const link = await takeLink(user.id)
    if (link) await person.call(link)
    return person
  }

  /** A new person who is signed in, with the usual password: hashing it is most of a sign-up's time. */
  async function newPerson(name = 'Ada'): Promise<Person> {
    const { internalAdapter, authCookies, secret } = await servicesOf(env).auth.$context
    const email = newEmail()
    const { id } = await internalAdapter.createUser(
      { email, name, emailVerified: true },
      { method: 'email-password' },
    )
    await internalAdapter.linkAccount({
      userId: id,
      accountId: id,
      providerId: 'credential',
      password: PASSWORD_HASH,
    })
    const { token } = await internalAdapter.createSession(id)
    const session = `${authCookies.sessionToken.name}=${await signCookie(token, secret)}`
    const address = randomAddress()
    const cached = await callAs(session, address)('/api/auth/get-session')
    const cookie = `${session}; ${readCookies(cached)}`
    return { id, email, cookie, address, call: callAs(cookie, address) }
  }

  /** The link that waits to be mailed to a person, out of the queue: the mail would come too late. */
  async function takeLink(userId: string): Promise<string | null> {
    const [mail] = await sql<{ id: string; link: string }>(
      'delete from mails where user_id = $1 returning id, link',
      [userId],
    )
    const at = mails.held.findIndex(({ body }) => body.kind === 'mail' && body.mailId === mail?.id)
    if (at >= 0) mails.held.splice(at, 1)
    return mail ? mail.link.replace(/^https?:\/\/[^/]+/, '') : null
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
