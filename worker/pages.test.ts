import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { gradeAnswer } from '../tests/harness/grade-answer.ts'
import { hearHtml } from '../tests/harness/hear-html.ts'
import { countRows, NOTHING_WRITTEN } from '../tests/harness/refusals.ts'
import { requestSong } from '../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../tests/harness/studio.ts'
import { reportErrorsTo } from './observability/error-reporter.ts'
import { createPages } from './pages.ts'

const PUBLIC_URL = 'https://studio.test'

let studio: Studio
let ada: Person
/** As in production: over HTTPS, with cookies that only travel so. */
beforeAll(async () => {
  studio = await openStudio({
    ENVIRONMENT: 'production',
    PUBLIC_URL,
    NEON_ENDPOINT: undefined,
    FAL_BASE_URL: undefined,
    REPLICATE_BASE_URL: undefined,
    STRIPE_BASE_URL: undefined,
    MAIL_API_KEY: undefined,
    MAIL_FROM: undefined,
    MAIL_BASE_URL: undefined,
  })
  // Leads the driver to this database, as NEON_ENDPOINT would.
  await studio.sql('select')
  ada = await studio.newPerson()
  // The first page loads all of them.
  await studio.fetch('/')
}, 120_000)
beforeEach(() => studio.reset())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const reported = async () => (await studio.sentry.errors()).map(({ tags }) => tags.event)
const stranger = (path: string, init: RequestInit = {}) => studio.fetch(path, init)

function post(person: Person, path: string, fields: Record<string, string>, headers = {}) {
  const body = new URLSearchParams(fields)
  return person.call(path, { method: 'POST', body, headers: { origin: PUBLIC_URL, ...headers } })
}

const isOpen = async ({ id }: Person) =>
  (await studio.sql('select from users where id = $1 and closed_at is null', [id])).length === 1

describe('an id from an address or a form', () => {
  it.each([
    ['/tracks/..%2Faccount', { intent: 'trash' }],
    ['/tracks/..%2Faccount.data', { intent: 'trash' }],
    ['/tracks/%2E%2E%2Faccount', { intent: 'trash' }],
    ['/tracks/x%2F..%2F..%2Faccount', { intent: 'trash' }],
    ['/tracks/..%5Caccount', { intent: 'trash' }],
    ['/tracks/..%2Fcredits%2Fportal%3F', { intent: 'retry' }],
    ['/tracks/trk_x', { intent: 'cancel', jobId: '../tracks/trk_x/restore?' }],
    ['/tracks/trk_x', { intent: 'cancel', jobId: '' }],
  ])('leads a form to nothing but its own thing: %s %j', async (path, fields) => {
    const bo = await studio.newPerson()
    const answer = await post(bo, path, fields)
    expect(answer.status).toBe(404)
    expect(await isOpen(bo)).toBe(true)
    expect(await reported()).toEqual([])
  })

  it.each([
    ['/create?again=', 200],
    ['/create?again=..%2Fmodels', 404],
    ['/create?again=.', 404],
    ['/create?again=trk_x%00', 404],
    ['/tracks/..%2Fcredits', 404],
    ['/tracks/%00', 404],
    ['/credits/purchases/..%2F..%2Ftracks', 404],
  ])('%s is %i', async (path, status) => {
    expect((await ada.call(path)).status).toBe(status)
    expect(await reported()).toEqual([])
  })
})

/** Every page that takes a form. */
const ACTIONS = [
  '/sign-in',
  '/sign-up',
  '/theme',
  '/account',
  '/create',
  '/credits',
  '/pricing',
  '/library',
  '/tracks/trk_x',
]
const BROKEN = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'

describe('a form', () => {
  it.each(ACTIONS)('of another type, or broken, is refused with a page: POST %s', async (path) => {
    const bytes = new TextEncoder().encode('theme=light')
    for (const [type, body, status] of [
      ['text/plain', bytes, 415],
      ['application/json', new TextEncoder().encode('{}'), 415],
      ['application/x-www-form-urlencodedx', bytes, 415],
      [null, bytes, 415],
      [null, null, 415],
      ['multipart/form-data', bytes, 400],
      ['multipart/form-data; boundary=x', new TextEncoder().encode(BROKEN), 400],
    ] as const) {
      const address = type === 'text/plain' ? `${path}.data` : path
      const headers: Record<string, string> = { origin: PUBLIC_URL }
      if (type !== null) headers['content-type'] = type
      const answer = await ada.call(address, { method: 'POST', headers, ...(body && { body }) })
      expect({ address, type, status: answer.status }).toEqual({ address, type, status })
      // The session's own cookie is renewed once a minute.
      const cookies = answer.headers.getSetCookie()
      expect(cookies.filter((cookie) => !cookie.includes('session_data='))).toEqual([])
    }
    expect(await reported()).toEqual([])
  })

  it.each(['\0', 'a\nb', 'a\r\nx: y', '愛', 'x'.repeat(201)])(
    'carries no key that a header can’t: %j',
    async (idempotencyKey) => {
      const bo = await studio.newPerson()
      const song = { prompt: 'a waltz', instrumental: 'true', idempotencyKey }
      expect((await post(bo, '/create', song)).status).toBe(400)
      for (const path of ['/credits', '/pricing'])
        expect((await post(bo, path, { pack: 'starter', idempotencyKey })).status).toBe(400)
      expect(await countRows(studio, bo)).toMatchObject(NOTHING_WRITTEN)
      expect(await reported()).toEqual([])
    },
  )

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://studio.test' },
    { origin: PUBLIC_URL, 'sec-fetch-site': 'cross-site' },
    { origin: PUBLIC_URL, 'sec-fetch-site': 'same-site' },
  ])('of another site is refused, for pages as for the API: %j', async (headers) => {
    for (const path of [...ACTIONS, '/theme.data', '/sign-out', '/', '/nothing']) {
      const answer = await post(ada, path, { theme: 'light' }, headers)
      expect({ path, status: answer.status }).toEqual({ path, status: 403 })
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  })

  it('keeps the theme in a cookie that travels over HTTPS only', async () => {
    const answer = await post(ada, '/theme', { theme: 'light', next: '/pricing' })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/pricing'])
    expect(answer.headers.getSetCookie().join()).toMatch(/^theme=light;.*; Secure/)
  })

  it('says of a song that may have been asked for that pressing again is safe', async () => {
    const bo = await studio.newPerson()
    const song = { prompt: 'a waltz', instrumental: 'true', idempotencyKey: 'once' }
    await studio.postgres.fault('error_after_commit', 1)
    const answer = await post(bo, '/create', song)
    expect(answer.status).toBe(500)
    const { words } = await hearHtml(await answer.text())
    expect(words).toContain('We can’t tell whether this went through. Pressing again is safe.')
    expect((await post(bo, '/create', song)).status).toBe(302)
    expect(await countRows(studio, bo)).toMatchObject({ tracks: 1, held: 5 })
  })
})

describe('a page', () => {
  it.each(['/', '/pricing', '/robots.txt', '/sitemap.xml', '/create', '/library', '/api/credits'])(
    'answers HEAD as GET, without its body: %s',
    async (path) => {
      const [get, head] = [await ada.call(path), await ada.call(path, { method: 'HEAD' })]
      expect([get.status, head.status, await head.text()]).toEqual([200, 200, ''])
      expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'))
    },
  )

  it.each(['/api/auth/get-session', '/api/health', '/api/models', '/api/examples', '/theme'])(
    'and so do the API and redirects, to strangers, too: %s',
    async (path) => {
      const head = await stranger(path, { method: 'HEAD', redirect: 'manual' })
      expect([head.status, await head.text()]).toEqual([path === '/theme' ? 302 : 200, ''])
      expect(await reported()).toEqual([])
    },
  )

  it('is 503 while the database can’t be reached, says when to come back, and is one report', async () => {
    vi.setSystemTime(Date.now() + 120_000)
    await ada.call('/api/credits')
    await studio.postgres.fault('drop', 20)
    const answer = await ada.call('/library')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect((await hearHtml(await answer.text())).words).toContain('can’t reach its database')
    await ada.call('/credits')
    expect(await reported()).toEqual(['database_unreachable'])
    await studio.postgres.healFaults()
  })

  it('that breaks is reported with its path, without anybody’s words, and is a page all the same', async () => {
    const reports: unknown[] = []
    const nonsense = { fetch: async () => Response.json({ items: 1 }) }
    const ctx = createExecutionContext()
    const path = '/pricing?prompt=secret'
    const answer = await reportErrorsTo(
      { report: (event, error, facts) => reports.push({ event, error: error.name, facts }) },
      () => createPages(nonsense).fetch(new Request(PUBLIC_URL + path), studio.env, ctx),
    )
    await waitOnExecutionContext(ctx)
    expect(answer.status).toBe(500)
    expect((await hearHtml(await answer.text())).words).toContain('Something went wrong')
    expect(reports[0]).toEqual({
      event: 'page_failed',
      error: 'TypeError',
      facts: { path: '/pricing' },
    })
  })

  it('leads somebody who signs in back, but never by an address that no header can carry', async () => {
    const q = (length: number) => `/library?q=${'x'.repeat(length)}`
    const next = async (path: string) => {
      const location = (await stranger(path, { redirect: 'manual' })).headers.get('location') ?? ''
      return new URL(location, PUBLIC_URL).searchParams.get('next')
    }
    expect(await next(q(1_500))).toBe(q(1_500))
    expect(await next(q(6_000))).toBe('/library')
    expect((await stranger(`/tracks/${'x'.repeat(6_000)}`)).status).toBe(404)
    const page = await stranger(`/sign-in?next=${encodeURIComponent(q(6_000))}`)
    expect((await page.text()).includes('action="/sign-in?next=%2Flibrary"')).toBe(true)
  })
})

describe('headers', () => {
  it('run no inline script but those of the page itself', async () => {
    const answer = await ada.call('/library')
    const policy = answer.headers.get('content-security-policy') ?? ''
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
    expect(policy).toContain(`script-src 'self' 'nonce-${nonce}';`)
    const scripts = [...(await answer.text()).matchAll(/<script([^>]*)>/g)].map(
      ([, given]) => given,
    )
    expect(scripts.length).toBeGreaterThan(2)
    for (const given of scripts) expect(given).toContain(`nonce="${nonce}"`)
    expect((await ada.call('/library')).headers.get('content-security-policy')).not.toBe(policy)
  })

  const TOO_LARGE = 'x'.repeat(1024 * 1024 + 1)
  const answers: [what: string, ask: () => Promise<Response>, status: number][] = [
    ['the landing', () => stranger('/'), 200],
    ['a page of the studio', () => ada.call('/create'), 200],
    ['what a page loads', () => ada.call('/library.data'), 200],
    ['a page that isn’t there', () => stranger('/nothing'), 404],
    ['a redirect', () => stranger('/library', { redirect: 'manual' }), 302],
    ['a form that is taken', () => post(ada, '/theme', { theme: 'dark', next: '/' }), 302],
    ['a form that isn’t one', () => ada.call('/create', { method: 'POST', body: 'x' }), 415],
    ['a form of another site', () => post(ada, '/theme', {}, { origin: 'null' }), 403],
    ['a form that is too large', () => post(ada, '/create', { prompt: TOO_LARGE }), 413],
    ['a method that no page takes', () => ada.call('/terms', { method: 'POST' }), 405],
    ['a sign-in', () => signIn(), 302],
    ['an answer of the API', () => ada.call('/api/credits'), 200],
    ['a refusal of the API', () => stranger('/api/credits'), 401],
    ['nothing of the API', () => stranger('/api/nothing'), 404],
  ]

  async function signIn() {
    const bo = await studio.signUp('Bo')
    const form = { email: bo.email, password: 'correct horse battery', next: '/library' }
    return post({ ...bo, call: studio.callAs('') }, '/sign-in', form)
  }

  it.each(answers)('earn an A+ for %s', async (_, ask, status) => {
    const answer = await ask()
    expect(answer.status).toBe(status)
    const { score, why } = gradeAnswer(answer)
    expect(why).toEqual([])
    expect(score).toBeGreaterThanOrEqual(115)
    expect(answer.headers.get('permissions-policy')).toMatch(/camera=\(\).*microphone=\(\)/)
    expect(answer.headers.get('cache-control')).toMatch(/^private, no-(store|cache)$/)
    await answer.body?.cancel()
  })

  it('would not earn it with less', async () => {
    const good = await stranger('/')
    const without = (name: string, value?: string) => {
      const headers = new Headers(good.headers)
      if (value === undefined) headers.delete(name)
      else headers.set(name, value)
      return gradeAnswer(new Response(null, { headers })).score
    }
    const policy = good.headers.get('content-security-policy') ?? ''
    const nonce = /'nonce-[^']+'/
    expect(gradeAnswer(good).score).toBe(120)
    expect(without('content-security-policy')).toBe(75)
    expect(without('content-security-policy', policy.replace(nonce, "'unsafe-inline'"))).toBe(80)
    expect(without('content-security-policy', policy.replace(nonce, "'unsafe-eval'"))).toBe(110)
    expect(without('strict-transport-security')).toBe(80)
    expect(without('x-content-type-options')).toBe(115)
    expect(without('set-cookie', 'session=x; Path=/')).toBe(30)
  })

  it('let nobody between keep what is private, and the API’s answers be no pages', async () => {
    const { track } = await requestSong(ada)
    const paths = ['', '/quote', '/ledger', '/purchases', '/ledger.csv'].map(
      (at) => `/api/credits${at}`,
    )
    const tracks = ['/api/tracks', `/api/tracks/${track.id}`, '/api/library', '/api/models']
    for (const path of [...paths, ...tracks]) {
      const answer = await ada.call(path)
      expect({ path, kept: answer.headers.get('cache-control') }).toEqual({
        path,
        kept: 'private, no-store',
      })
      expect(answer.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; frame-ancestors 'none'; sandbox\s*$/,
      )
    }
  })
})
