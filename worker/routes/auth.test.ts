import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { expectLedgerHolds } from '../../tests/harness/ledger-invariants.ts'
import { expectRefusal } from '../../tests/harness/refusals.ts'
import { readBalance, requestSong, SONG } from '../../tests/harness/songs.ts'
import {
  openStudio,
  PASSWORD,
  PUBLIC_URL,
  readCookies,
  type Studio,
} from '../../tests/harness/studio.ts'
import { countUses } from '../cache/rate-limits.ts'
import { openServices } from '../services.ts'

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(() => studio.reset())
afterEach(() => {
  vi.useRealTimers()
})
afterAll(() => expectLedgerHolds(studio))

const newEmail = () => `${crypto.randomUUID()}@example.com`

function signUpAs(email: string, more: Record<string, unknown> = {}) {
  const json = { email, password: PASSWORD, name: 'Ada', ...more }
  return studio.callAs('')('/api/auth/sign-up/email', { json })
}

function signInAs(email: string, password = PASSWORD, call = studio.callAs('')) {
  return call('/api/auth/sign-in/email', { json: { email, password } })
}

const isSignedIn = async (cookie: string) =>
  (await studio.callAs(cookie)('/api/credits')).status === 200

async function openLinkOf(message: { kind: string; mailId?: string }) {
  const [mail] = await studio.sql<{ link: string }>('select link from mails where id = $1', [
    message.mailId,
  ])
  return studio.fetch(String(mail?.link))
}

/** The session's own cookie, without the one that caches it. */
const withoutCache = (cookie: string) =>
  cookie
    .split('; ')
    .filter((each) => each.startsWith('soundfoundry.session_token='))
    .join('; ')

describe('signing up', () => {
  it('opens an account with its welcome credits, and signs in', async () => {
    const ada = await studio.signUp()
    expect(ada.id).toMatch(/^usr_[0-9a-z]{26}$/)
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
    const session = await ada.call('/api/auth/get-session')
    expect(await session.json()).toMatchObject({ user: { id: ada.id, email: ada.email } })
  })

  it('keeps the cookie from scripts and from other sites', async () => {
    const cookies = (await signUpAs(newEmail())).headers.getSetCookie()
    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^soundfoundry\.session_/)
      expect(cookie).toMatch(/; HttpOnly/i)
      expect(cookie).toMatch(/; SameSite=Lax/i)
      expect(cookie).toMatch(/; Path=\//i)
    }
  })

  it('is 409 with the field when the e-mail address is taken, in upper or lower case', async () => {
    const ada = await studio.signUp()
    for (const email of [ada.email, ada.email.toUpperCase(), ` ${ada.email} `])
      await expectRefusal(await signUpAs(email), 'conflict', 'email')
  })

  it('says ten times an hour to a network that an address is taken, and then nothing more', async () => {
    // An address is limited for itself, too.
    const [one, other] = [await studio.signUp(), await studio.signUp()]
    const emailOf = (times: number) => (times % 2 === 0 ? one : other).email
    const json = { password: PASSWORD, name: 'Eve' }
    const signUpFrom = (address: string, email: string) =>
      studio.callAs('', address)('/api/auth/sign-up/email', { json: { ...json, email } })
    for (let times = 0; times < 10; times += 1)
      await expectRefusal(
        await signUpFrom(`2001:db8:7:7::${times}`, emailOf(times)),
        'conflict',
        'email',
      )
    await expectRefusal(await signUpFrom('2001:db8:7:7::a', one.email), 'rate_limited')
    await expectRefusal(await signUpFrom('2001:db8:7:7::b', newEmail()), 'rate_limited')
    expect((await signUpFrom('2001:db8:7:8::1', newEmail())).status).toBe(200)
  })

  it('creates one account with one grant when two requests come at once', async () => {
    const email = newEmail()
    const answers = await Promise.all([signUpAs(email), signUpAs(email)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const refused = answers.find(({ status }) => status === 409)
    if (refused) await expectRefusal(refused, 'conflict', 'email')
    for (const { body } of studio.mails.held.splice(0)) await openLinkOf(body)
    const people = await studio.sql(
      `select count(*)::integer as people, sum(balance)::integer as balance
       from users join credit_accounts on user_id = id where email = $1`,
      [email],
    )
    expect(people).toEqual([{ people: 1, balance: 50 }])
  })

  it('does not call the address taken when the account could not be written', async () => {
    await studio.sql('alter table users add constraint nobody_new check (false) not valid')
    try {
      await expectRefusal(await signUpAs(newEmail()), 'unavailable')
    } finally {
      await studio.sql('alter table users drop constraint nobody_new')
    }
  })

  it('is 400 and names the wrong field', async () => {
    const wrong: [field: string, more: Record<string, unknown>][] = [
      ['email', { email: 'ada' }],
      ['email', { email: '' }],
      ['email', { email: `${'a'.repeat(250)}@example.com` }],
      ['password', { password: 'short' }],
      ['password', { password: 'x'.repeat(129) }],
      ['name', { name: '  ' }],
      ['name', { name: 'A\0da' }],
      ['name', { name: 'n'.repeat(81) }],
      ['admin', { admin: true }],
      ['callbackURL', { callbackURL: 'https://evil.example' }],
    ]
    for (const [field, more] of wrong)
      await expectRefusal(await signUpAs(newEmail(), more), 'invalid', field)
    const call = studio.callAs('')
    const headers = { 'content-type': 'application/json' }
    const body = '{"email":'
    const malformed = await call('/api/auth/sign-up/email', { method: 'POST', body, headers })
    await expectRefusal(malformed, 'invalid', 'body')
    const huge = { email: newEmail(), password: PASSWORD, name: 'n'.repeat(20_000) }
    await expectRefusal(await call('/api/auth/sign-up/email', { json: huge }), 'too_large')
  })

  const STATEMENTS = [1, 2, 3, 4, 5, 6]
  it.each([
    ...STATEMENTS.map((skip) => ['error_before', skip] as const),
    ...STATEMENTS.map((skip) => ['error_after_commit', skip] as const),
  ])(
    'can be done again after it broke by %s at its statement %d, and ends whole',
    async (fault, skip) => {
      const email = newEmail()
      await studio.postgres.fault(fault, 1, { skip })
      const first = await signUpAs(email)
      await studio.postgres.healFaults()
      const again = first.status === 200 ? first : await signUpAs(email)
      // What was whole before its answer was lost is a taken address.
      expect(fault === 'error_before' ? [200] : [200, 409]).toContain(again.status)
      const cookie = readCookies(await signInAs(email))
      if (again.status === 409)
        await studio.callAs(cookie)('/api/auth/send-verification-email', { json: { email } })
      for (const { body } of studio.mails.held.splice(0)) await openLinkOf(body)
      expect(await readBalance({ call: studio.callAs(cookie) })).toEqual({ available: 50, held: 0 })
    },
  )

  it('does not hand an account that broke before its session to another password', async () => {
    const email = newEmail()
    await studio.sql(`alter table sessions add constraint no_sessions check (false) not valid`)
    await signUpAs(email)
    await studio.sql('alter table sessions drop constraint no_sessions')
    await expectRefusal(await signUpAs(email, { password: 'another one' }), 'conflict', 'email')
    expect((await signUpAs(email)).status).toBe(200)
  })

  it('admits when it is our fault, and works afterwards', async () => {
    const email = newEmail()
    await studio.postgres.fault('error_before', 20)
    await expectRefusal(await signUpAs(email), 'internal')
    await studio.postgres.healFaults()
    expect((await signUpAs(email)).status).toBe(200)
  })
})

describe('signing in and out', () => {
  it('signs in by password and e-mail, in upper or lower case', async () => {
    const ada = await studio.signUp()
    const answer = await signInAs(ada.email.toUpperCase())
    expect(answer.status).toBe(200)
    expect(await isSignedIn(readCookies(answer))).toBe(true)
  })

  it('is 401 with the same sentence for a wrong password and a wrong address', async () => {
    const ada = await studio.signUp()
    const wrong = await expectRefusal(await signInAs(ada.email, 'wrong'), 'unauthenticated')
    const unknown = await expectRefusal(await signInAs(newEmail()), 'unauthenticated')
    expect(unknown.message).toBe(wrong.message)
  })

  it('signs out for good, even with a copy of the cookie', async () => {
    const ada = await studio.signUp()
    const session = withoutCache(ada.cookie)
    expect(await isSignedIn(session)).toBe(true)
    const answer = await ada.call('/api/auth/sign-out', { method: 'POST' })
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie().join()).toMatch(/session_token=;.*Max-Age=0/i)
    expect(answer.headers.get('clear-site-data')).toBe('"cache"')
    expect(await isSignedIn(session)).toBe(false)
  })

  it('accepts no cookie that was tampered with', async () => {
    const ada = await studio.signUp()
    for (const cookie of ['soundfoundry.session_token=made-up', `${withoutCache(ada.cookie)}x`])
      expect(await isSignedIn(cookie)).toBe(false)
    const nobody = await studio.callAs('')('/api/auth/get-session')
    expect([nobody.status, await nobody.json()]).toEqual([200, null])
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    '',
  ])('takes no body of another type than JSON: %j', async (type) => {
    const ada = await studio.newPerson()
    const body = new TextEncoder().encode(JSON.stringify({ email: ada.email, password: 'x' }))
    const headers = type ? { 'content-type': type } : {}
    for (const path of ['sign-up/email', 'sign-in/email', ...(type ? ['sign-out'] : [])]) {
      const answer = await ada.call(`/api/auth/${path}`, { method: 'POST', body, headers })
      await expectRefusal(answer, 'unsupported_media')
    }
    expect(await isSignedIn(withoutCache(ada.cookie))).toBe(true)
  })

  it.each(['a.b.c', '%', 'x y', '%F0%9F%8E%B5', 'bnVsbA', '{}', ''])(
    'survives a damaged copy of the session in the browser, and replaces it: %j',
    async (damaged) => {
      const ada = await studio.newPerson()
      const call = studio.callAs(
        `${withoutCache(ada.cookie)}; soundfoundry.session_data=${damaged}`,
      )
      const paths = ['/api/credits', '/api/models', '/api/pricing', '/api/auth/get-session']
      const answers = await Promise.all(paths.map((path) => call(path)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
      expect(await answers.at(-1)?.json()).toMatchObject({ user: { email: ada.email } })
      for (const answer of answers)
        expect(readCookies(answer)).toMatch(/soundfoundry\.session_data=[\w%.-]{20,}/)
      expect((await studio.callAs(`${ada.cookie}.x`)('/api/credits')).status).toBe(200)
      expect(await studio.sentry.errors()).toEqual([])
    },
  )

  it('is 429 from the eleventh try in a minute from one address for one e-mail', async () => {
    vi.setSystemTime(new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 10_000))
    const call = studio.callAs('', '203.0.113.7')
    const email = newEmail()
    for (let tries = 0; tries < 10; tries += 1)
      await expectRefusal(await signInAs(email, 'wrong', call), 'unauthenticated')
    const eleventh = await signInAs(email.toUpperCase(), 'wrong', call)
    expect(eleventh.headers.get('retry-after')).toBe('50')
    await expectRefusal(eleventh, 'rate_limited')
    await expectRefusal(await signInAs(newEmail(), 'wrong', call), 'unauthenticated')
    await expectRefusal(await signInAs(email, 'wrong'), 'unauthenticated')
  })

  it.each([
    ['one person', 'signInAsPerson', 100, (email: string) => email],
    ['one network', 'signInFromNetwork', 60, () => '2001:db8:7:7::/64'],
    ['the whole studio', 'signInAnywhere', 1_200, () => 'all'],
  ] as const)(
    'is 429 for %s, from wherever and for whomever, sooner or later',
    async (_, limit, times, who) => {
      vi.setSystemTime(new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 1_000))
      const email = newEmail()
      const { redis } = openServices(studio.env)
      const uses = Array.from({ length: times - 1 }, () => ({ limit, who: who(email) }))
      await countUses(redis, uses, new Date())
      const call = studio.callAs('', '2001:db8:7:7::9')
      await expectRefusal(await signInAs(email, 'wrong', call), 'unauthenticated')
      await expectRefusal(await signInAs(email, 'wrong', call), 'rate_limited')
    },
  )

  it('opens the account that a crash after the sign-up left unopened, once', async () => {
    const ada = await studio.signUp()
    await studio.sql(`alter table credit_entries disable trigger credit_entries_immutable`)
    await studio.sql('delete from credit_entries where user_id = $1', [ada.id])
    await studio.sql(`alter table credit_entries enable trigger credit_entries_immutable`)
    await studio.sql('delete from credit_accounts where user_id = $1', [ada.id])
    await studio.sql('delete from welcomes')
    expect(await readBalance(ada)).toEqual({ available: 0, held: 0 })
    await Promise.all([signInAs(ada.email), signInAs(ada.email)])
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
    await requestSong(ada)
    await signInAs(ada.email)
    expect(await readBalance(ada)).toEqual({ available: 45, held: 5 })
  })

  it('signs nobody in without the welcome credits that are due to them', async () => {
    const email = newEmail()
    await studio.sql('alter table credit_entries add constraint no_grants check (false) not valid')
    await signUpAs(email)
    for (const { body } of studio.mails.held.splice(0)) await openLinkOf(body)
    await expectRefusal(await signInAs(email), 'internal')
    await studio.sql('alter table credit_entries drop constraint no_grants')
    const call = studio.callAs(readCookies(await signInAs(email)))
    expect(await readBalance({ call })).toEqual({ available: 50, held: 0 })
  })
})

describe('a request from another site', () => {
  it.each([
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['an opaque Origin', { origin: 'null' }],
    ['a Sec-Fetch-Site that says so', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['a site that nobody knows', { 'sec-fetch-site': 'else' }],
  ])('is 403 when it would change something: %s', async (_, headers) => {
    const ada = await studio.newPerson()
    await expectRefusal(await ada.call('/api/tracks', { json: SONG, headers }), 'forbidden')
    for (const method of ['PATCH', 'DELETE'])
      await expectRefusal(await ada.call('/api/tracks/trk_x', { method, headers }), 'forbidden')
    const signOut = await ada.call('/api/auth/sign-out', { method: 'POST', headers })
    await expectRefusal(signOut, 'forbidden')
    const json = { email: ada.email, password: PASSWORD }
    const signIn = await studio.callAs('')('/api/auth/sign-in/email', { json, headers })
    await expectRefusal(signIn, 'forbidden')
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
    expect((await ada.call('/api/credits', { headers })).status).toBe(200)
  })

  it.each([
    ['our own', { origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' }],
    ['none, as curl', {}],
    ['the person themselves', { 'sec-fetch-site': 'none' }],
  ])('passes when the site is %s', async (_, headers) => {
    const ada = await studio.newPerson()
    expect((await ada.call('/api/tracks', { json: SONG, headers })).status).toBe(202)
  })
})

describe('sessions without Redis', () => {
  it('survive a Redis that has lost everything', async () => {
    const ada = await studio.newPerson()
    await studio.redis.flush()
    expect(await isSignedIn(withoutCache(ada.cookie))).toBe(true)
    expect(await isSignedIn(withoutCache(ada.cookie))).toBe(true)
  })

  it('keep signed-in people going, and refuse signing in or up with a sentence, while it is down', async () => {
    const ada = await studio.signUp()
    await studio.redis.fault('drop', 1000)
    expect(await isSignedIn(ada.cookie)).toBe(true)
    expect(await isSignedIn(withoutCache(ada.cookie))).toBe(true)
    const signIn = await expectRefusal(await signInAs(ada.email), 'unavailable')
    expect(signIn.message).toBe('Signing in is not possible right now. Try again shortly.')
    const signUp = await expectRefusal(await signUpAs(newEmail()), 'unavailable')
    expect(signUp.message).toBe('Signing up is not possible right now. Try again shortly.')
    await studio.redis.healFaults()
    expect((await signInAs(ada.email)).status).toBe(200)
  })

  it.each([
    ['Redis', () => studio.redis.fault('drop', 1000), () => studio.redis.healFaults()],
    ['Postgres', () => studio.postgres.fault('drop', 10), () => studio.postgres.healFaults()],
  ])('are not reported as signed out when %s kept them', async (_, fail, heal) => {
    const ada = await studio.newPerson()
    await fail()
    const refused = await ada.call('/api/auth/sign-out', { method: 'POST' })
    expect(refused.headers.getSetCookie()).toEqual([])
    await heal()
    await expectRefusal(refused, 'unavailable')
    expect(await isSignedIn(withoutCache(ada.cookie))).toBe(true)
    expect((await ada.call('/api/auth/sign-out', { method: 'POST' })).status).toBe(200)
    expect(await isSignedIn(withoutCache(ada.cookie))).toBe(false)
  })

  it('send a renewed cookie once the minute of the old one is over', async () => {
    const ada = await studio.newPerson()
    const fresh = await ada.call('/api/credits')
    expect(fresh.headers.getSetCookie()).toEqual([])
    vi.setSystemTime(Date.now() + 61_000)
    const later = await ada.call('/api/credits')
    expect(later.status).toBe(200)
    expect(readCookies(later)).toContain('soundfoundry.session_data=')
  })
})

describe('sessions in production', () => {
  it('use __Host- cookies that travel over HTTPS only', async () => {
    const settings = { ENVIRONMENT: 'production', PUBLIC_URL: 'https://studio.test' }
    const production = await openStudio({
      ...settings,
      NEON_ENDPOINT: undefined,
      FAL_BASE_URL: undefined,
      REPLICATE_BASE_URL: undefined,
      STRIPE_BASE_URL: undefined,
      MAIL_BASE_URL: undefined,
    })
    const ada = await production.signUp()
    expect(ada.cookie).toContain('__Host-soundfoundry.session_token=')
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
    const json = { email: ada.email, password: PASSWORD }
    const cookies = (await ada.call('/api/auth/sign-in/email', { json })).headers.getSetCookie()
    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-soundfoundry\.session_/)
      expect(cookie).toMatch(/; Secure/i)
      expect(cookie).toMatch(/; Path=\/(;|$)/i)
      expect(cookie).not.toMatch(/; Domain=/i)
    }
  })
})
