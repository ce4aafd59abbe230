import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { expectRefusal, itNeedsSignIn } from '../../tests/harness/refusals.ts'
import { readBalance } from '../../tests/harness/songs.ts'
import {
  openStudio,
  PASSWORD,
  type Person,
  readCookies,
  type Studio,
} from '../../tests/harness/studio.ts'

let studio: Studio
let ada: Person
beforeAll(async () => {
  studio = await openStudio()
})
beforeEach(async () => {
  await studio.reset()
  ada = await studio.newPerson()
})

type SessionAnswer = { id: string; current: boolean; userAgent: string | null }

/** Signs Ada in on another device: its cookie, without the one that caches the session. */
async function signInElsewhere(password = PASSWORD): Promise<string> {
  const headers = { 'user-agent': 'Another device' }
  const json = { email: ada.email, password }
  const answer = await studio.callAs('')('/api/auth/sign-in/email', { json, headers })
  return withoutCache(readCookies(answer))
}

const withoutCache = (cookie: string) =>
  cookie
    .split('; ')
    .filter((each) => each.includes('session_token='))
    .join()

async function list(): Promise<SessionAnswer[]> {
  const answer = await ada.call('/api/account/sessions')
  return (await answer.json<{ items: SessionAnswer[] }>()).items
}

const statusOf = async (cookie: string) => (await studio.callAs(cookie)('/api/credits')).status

describe('the sessions of an account', () => {
  itNeedsSignIn(
    () => studio,
    [
      ['/api/account/sessions', {}],
      ['/api/account/sessions', { method: 'DELETE' }],
      ['/api/account/sessions/x', { method: 'DELETE' }],
    ],
  )

  it('are listed without what they are signed in by, and end one by one', async () => {
    const other = await signInElsewhere()
    const items = await list()
    expect(items.map(({ current, userAgent }) => [current, userAgent])).toContainEqual([
      false,
      'Another device',
    ])
    expect(items.filter(({ current }) => current)).toHaveLength(1)
    expect(JSON.stringify(items)).not.toMatch(/token|ipAddress/)
    const there = items.find(({ current }) => !current)
    expect(await statusOf(other)).toBe(200)
    const end = () => ada.call(`/api/account/sessions/${there?.id}`, { method: 'DELETE' })
    expect((await end()).status).toBe(204)
    expect(await statusOf(other)).toBe(401)
    await expectRefusal(await end(), 'not_found')
  })

  it('don’t end the one that asks as another, nor anybody else’s', async () => {
    const [mine] = await list()
    const path = `/api/account/sessions/${mine?.id}`
    await expectRefusal(await ada.call(path, { method: 'DELETE' }), 'conflict')
    const bo = await studio.newPerson('Bo')
    await expectRefusal(await bo.call(path, { method: 'DELETE' }), 'not_found')
    expect(await statusOf(withoutCache(ada.cookie))).toBe(200)
  })

  it('end everywhere else at once', async () => {
    const others = [await signInElsewhere(), await signInElsewhere()]
    expect((await ada.call('/api/account/sessions', { method: 'DELETE' })).status).toBe(204)
    expect(await Promise.all(others.map(statusOf))).toEqual([401, 401])
    expect(await statusOf(withoutCache(ada.cookie))).toBe(200)
    expect(await list()).toHaveLength(1)
  })

  it.each([1, 2])(
    'that were said to end have ended, though the database fails at statement %d',
    async (skip) => {
      const other = await signInElsewhere()
      await studio.postgres.fault('error_before', 1, { skip: skip - 1 })
      const end = () => ada.call('/api/account/sessions', { method: 'DELETE' })
      const answer = await end()
      await studio.postgres.healFaults()
      if (answer.status !== 204) expect((await end()).status).toBe(204)
      expect(await statusOf(other)).toBe(401)
    },
  )
})

describe('a new password', () => {
  it('ends all other sessions, and keeps this one', async () => {
    const other = await signInElsewhere()
    const json = { currentPassword: PASSWORD, newPassword: 'staple battery horse' }
    const answer = await ada.call('/api/auth/change-password', { json })
    expect(answer.status).toBe(200)
    expect(await statusOf(other)).toBe(401)
    expect(await statusOf(withoutCache(readCookies(answer)))).toBe(200)
    expect(await statusOf(await signInElsewhere('staple battery horse'))).toBe(200)
  })

  it('needs the old one, and eight characters', async () => {
    const change = (json: object) => ada.call('/api/auth/change-password', { json })
    await expectRefusal(
      await change({ currentPassword: 'not this one', newPassword: 'long enough' }),
      'forbidden',
      'currentPassword',
    )
    await expectRefusal(
      await change({ currentPassword: PASSWORD, newPassword: 'short' }),
      'invalid',
      'newPassword',
    )
    await expectRefusal(await change({ newPassword: 'long enough' }), 'invalid', 'currentPassword')
    const stranger = studio.callAs('')
    const json = { currentPassword: PASSWORD, newPassword: 'long enough' }
    await expectRefusal(await stranger('/api/auth/change-password', { json }), 'unauthenticated')
  })
})

describe('deleting an account', () => {
  const leave = (json?: object) =>
    ada.call('/api/account', { method: 'DELETE', ...(json ? { json } : {}) })

  it('asks for the password', async () => {
    await expectRefusal(await leave(), 'invalid', 'password')
    await expectRefusal(await leave({}), 'invalid', 'password')
    await expectRefusal(await leave({ password: 'not this one' }), 'forbidden', 'password')
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
    expect((await leave({ password: PASSWORD })).status).toBe(204)
  })

  it('is not possible with cookies that were signed out, which answer for a minute', async () => {
    expect((await ada.call('/api/auth/sign-out', { method: 'POST' })).status).toBe(200)
    expect((await ada.call('/api/credits')).status).toBe(200)
    await expectRefusal(await leave({ password: PASSWORD }), 'unauthenticated')
    expect(
      await studio.sql('select from users where id = $1 and closed_at is null', [ada.id]),
    ).toHaveLength(1)
  })

  it('lets a password be guessed ten times a minute', async () => {
    onTestFinished(() => void vi.useRealTimers())
    vi.setSystemTime(Math.ceil(Date.now() / 60_000) * 60_000)
    for (let times = 0; times < 10; times += 1)
      await expectRefusal(await leave({ password: `guess ${times}` }), 'forbidden', 'password')
    await expectRefusal(await leave({ password: PASSWORD }), 'rate_limited')
  })
})

describe('what cron clears away', () => {
  it('is what has expired or is done, and nothing else', async () => {
    await studio.sql('delete from sessions where user_id <> $1', [ada.id])
    await signInElsewhere()
    await studio.sql(`update sessions set expires_at = now() - interval '2 days'
      where user_agent = 'Another device'`)
    await studio.sql(`insert into verifications (id, identifier, value, expires_at)
      values ('old', '', '', now() - interval '2 days'), ('new', '', '', now())`)
    await studio.sql(`insert into inbox (provider, event_id, payload, received_at, processed_at)
      values ('stripe', 'old', '{}', now() - interval '91 days', now() - interval '91 days'),
        ('stripe', 'open', '{}', now() - interval '91 days', null)`)
    await studio.cron('37 * * * *')
    expect(await studio.sql('select user_id from sessions')).toEqual([{ user_id: ada.id }])
    expect(await studio.sql('select id from verifications')).toEqual([{ id: 'new' }])
    expect(await studio.sql('select event_id from inbox')).toEqual([{ event_id: 'open' }])
  })
})
