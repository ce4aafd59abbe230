import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { copiesOf } from '../../tests/harness/held-queue.ts'
import { expectLedgerHolds } from '../../tests/harness/ledger-invariants.ts'
import { expectRefusal } from '../../tests/harness/refusals.ts'
import { readBalance } from '../../tests/harness/songs.ts'
import { openStudio, PASSWORD, readCookies, type Studio } from '../../tests/harness/studio.ts'
import { welcomePerson } from '../auth/welcome-person.ts'
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

const NEW_PASSWORD = 'staple battery horse'
const newEmail = () => `${crypto.randomUUID()}@example.com`

type Newcomer = {
  email: string
  cookie: string
  call: ReturnType<Studio['callAs']>
  status: number
}

/** Signs up and presses no link. */
async function arrive(email = newEmail(), address?: string): Promise<Newcomer> {
  const json = { email, password: PASSWORD, name: 'Ada' }
  const answer = await studio.callAs('', address)('/api/auth/sign-up/email', { json })
  const cookie = readCookies(answer)
  return { email, cookie, status: answer.status, call: studio.callAs(cookie, address) }
}

/** Sends what waits, and answers the link of the newest mail to somebody. */
async function readLink(email: string): Promise<string> {
  for (const message of studio.mails.held.splice(0)) await studio.deliver([message], 'mails')
  const [mail] = await studio.mail.to(email)
  const [link] = mail?.links ?? []
  if (!link) throw new Error(`Nothing was mailed to ${email}`)
  return link
}

async function openLink(link: string, call = studio.callAs('')): Promise<string | null> {
  const answer = await call(link.replace(/^https?:\/\/[^/]+/, ''))
  return answer.headers.get('location')
}

const tokenOf = (link: string) => new URL(link).searchParams.get('token') ?? ''
const balanceOf = ({ call }: Pick<Newcomer, 'call'>) => readBalance({ call })
const signIn = (email: string, password: string) =>
  studio.callAs('')('/api/auth/sign-in/email', { json: { email, password } })
const ask = (path: string, json: object) => studio.callAs('')(`/api/auth/${path}`, { json })

describe('an address', () => {
  it('is welcomed once its link is pressed, once, in whichever browser', async () => {
    const ada = await arrive()
    expect(await balanceOf(ada)).toEqual({ available: 0, held: 0 })
    const link = await readLink(ada.email)
    expect(link).toMatch(/^http:\/\/studio\.test\/api\/auth\/verify-email\?token=/)
    expect(await openLink(link)).toBe('/verify?is=confirmed')
    const again = await ada.call(link.replace(/^https?:\/\/[^/]+/, ''))
    expect(again.headers.get('location')).toBe('/verify?is=confirmed')
    expect(await balanceOf(ada)).toEqual({ available: 50, held: 0 })
    const cookie = readCookies(again)
    expect(cookie).toContain('session_data=')
    const call = studio.callAs(`${ada.cookie}; ${cookie}`)
    const session = await call('/api/auth/get-session?disableCookieCache=true')
    expect(await session.json()).toMatchObject({ user: { emailVerified: true } })
  })

  it('is not confirmed by a link that is cut, made up, old, or of another account', async () => {
    const [ada, bo] = [await arrive(), await arrive()]
    const link = await readLink(ada.email)
    expect(await openLink(link.replace('&callbackURL', 'x&callbackURL'))).toBe('/verify?is=broken')
    expect(await openLink('/api/auth/verify-email?callbackURL=/verify')).toBe('/verify?is=broken')
    await expectRefusal(
      await studio.callAs('')('/api/auth/verify-email?token=abc'),
      'invalid',
      'token',
    )
    vi.setSystemTime(Date.now() + 25 * 3_600_000)
    expect(await openLink(link)).toBe('/verify?is=old')
    vi.useRealTimers()
    expect(await balanceOf(ada)).toEqual({ available: 0, held: 0 })
    expect(await openLink(link, bo.call)).toBe('/verify?is=other')
    expect(await balanceOf(bo)).toEqual({ available: 0, held: 0 })
    expect(await balanceOf(ada)).toEqual({ available: 50, held: 0 })
  })

  it('gets another link when it asks, and the answer tells nothing about it', async () => {
    const ada = await arrive()
    const first = await readLink(ada.email)
    for (const email of [ada.email, newEmail()]) {
      const answer = await ask('send-verification-email', { email })
      expect([answer.status, await answer.json()]).toEqual([200, { status: true }])
    }
    expect(studio.mails.held).toHaveLength(1)
    const second = await readLink(ada.email)
    expect(await openLink(second)).toBe('/verify?is=confirmed')
    expect(await openLink(first)).toBe('/verify?is=confirmed')
    await ask('send-verification-email', { email: ada.email })
    expect(studio.mails.held).toEqual([])
    expect(await balanceOf(ada)).toEqual({ available: 50, held: 0 })
  })

  it('is welcomed once, whatever its dots, its plus and its account’s end', async () => {
    const [one, same] = ['ada.lovelace.1@gmail.com', 'AdaLovelace1+again@googlemail.com']
    const ada = await arrive(one)
    await openLink(await readLink(one))
    expect(await balanceOf(ada)).toEqual({ available: 50, held: 0 })
    const twin = await arrive(same)
    await openLink(await readLink(same.toLowerCase()))
    expect(await balanceOf(twin)).toEqual({ available: 0, held: 0 })
    await ada.call('/api/account', { method: 'DELETE', json: { password: PASSWORD } })
    const again = await arrive(one)
    await openLink(await readLink(one))
    expect(await balanceOf(again)).toEqual({ available: 0, held: 0 })
  })

  it('of an account from before is remembered when that is closed', async () => {
    const ada = await studio.signUp()
    await studio.sql('delete from welcomes')
    await ada.call('/api/account', { method: 'DELETE', json: { password: PASSWORD } })
    const again = await arrive(ada.email)
    await openLink(await readLink(ada.email))
    expect(await balanceOf(again)).toEqual({ available: 0, held: 0 })
  })
})

describe('sign-ups from one network', () => {
  it('earn welcome credits five times a day: 34 from one /64', async () => {
    const { config, db } = openServices(studio.env)
    const ids = Array.from({ length: 34 }, (_, number) => `usr_many${number}`)
    await studio.sql(
      `insert into users (id, name, email, email_verified)
       select id, '', id || '@example.com', true from unnest($1::text[]) as id`,
      [ids],
    )
    await Promise.all(
      ids.map((id, number) => {
        const headers = new Headers({ 'cf-connecting-ip': `2001:db8:1:2::${number}` })
        return welcomePerson({ config, db }, id, headers)
      }),
    )
    const grants = `select user_id from credit_entries where user_id like 'usr_many%'`
    expect(await studio.sql(grants)).toHaveLength(5)
    const late = await arrive(newEmail(), '2001:db8:1:2::ffff')
    await openLink(await readLink(late.email))
    expect(await balanceOf(late)).toEqual({ available: 0, held: 0 })
    const stranger = await arrive(newEmail(), '2001:db8:1:3::1')
    await openLink(await readLink(stranger.email))
    expect(await balanceOf(stranger)).toEqual({ available: 50, held: 0 })
  })

  it('are not counted on a developer’s own machine', async () => {
    const ada = await arrive(newEmail(), '127.0.0.1')
    await openLink(await readLink(ada.email))
    const hash =
      'select network_hash from credit_accounts join users on id = user_id where email = $1'
    expect(await studio.sql(hash, [ada.email])).toEqual([{ network_hash: null }])
  })
})

describe('a studio without mail', () => {
  it('welcomes at sign-up, once per address, and asks for nothing by mail', async () => {
    const quiet = await openStudio({
      MAIL_API_KEY: undefined,
      MAIL_FROM: undefined,
      MAIL_BASE_URL: undefined,
    })
    const ada = await quiet.signUp()
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
    expect(quiet.mails.held).toEqual([])
    for (const [each, confirmFirst] of [
      [quiet, false],
      [studio, true],
    ] as const)
      expect(await (await each.fetch('/api/auth/settings')).json()).toEqual({ confirmFirst })
    const json = { email: ada.email }
    for (const path of ['send-verification-email', 'request-password-reset'])
      await expectRefusal(await quiet.callAs('')(`/api/auth/${path}`, { json }), 'unavailable')
    await ada.call('/api/account', { method: 'DELETE', json: { password: PASSWORD } })
    const again = { email: ada.email, password: PASSWORD, name: 'Ada' }
    const answer = await quiet.callAs('')('/api/auth/sign-up/email', { json: again })
    expect(await readBalance({ call: quiet.callAs(readCookies(answer)) })).toMatchObject({
      available: 0,
    })
  })
})

describe('mail', () => {
  it('that can’t go out holds nobody up, and comes once when it can', async () => {
    await studio.sql('delete from mails')
    await studio.mail.fault('down', 2)
    const ada = await arrive()
    expect(ada.status).toBe(200)
    const [message] = studio.mails.held.splice(0)
    if (!message) throw new Error('No mail was enqueued')
    expect(await studio.deliver([message], 'mails')).toMatchObject([{ delaySeconds: 5 }])
    studio.mails.reset()
    await studio.sql(
      `update mails set created_at = now() - interval '10 minutes' where recipient = $1`,
      [ada.email],
    )
    expect(await studio.deliver([message], 'mails')).toEqual([])
    await studio.cron()
    expect(studio.mails.held).toEqual([])
    await studio.sql(`update mails set next_send_at = now() - interval '1 second'`)
    await studio.cron()
    expect(studio.mails.held).toHaveLength(1)
    await studio.deliver(studio.mails.held.splice(0), 'mails')
    expect(await studio.mail.to(ada.email)).toHaveLength(1)
    expect(await studio.sql('select link from mails where sent_at is not null')).toContainEqual({
      link: '',
    })
  })

  it('is sent once, however often its message comes and its answer is lost', async () => {
    const ada = await arrive()
    const [message] = studio.mails.held.splice(0)
    if (!message) throw new Error('No mail was enqueued')
    await studio.mail.fault('lost')
    const [first, second] = copiesOf(message, 2)
    if (!first || !second) throw new Error('There are two copies')
    expect(await studio.deliver([first], 'mails')).toHaveLength(1)
    studio.mails.reset()
    expect(await studio.deliver([second], 'mails')).toEqual([])
    expect(await studio.deliver([message], 'mails')).toEqual([])
    expect(await studio.mail.to(ada.email)).toHaveLength(1)
  })

  it.each(['bad_key', 'quota'])('calls an operator and waits for one: %s', async (fault) => {
    const ada = await arrive()
    await studio.mail.fault(fault)
    expect(await studio.deliver(studio.mails.held.splice(0), 'mails')).toEqual([])
    const reports = (await studio.sentry.errors()).map(({ tags }) => tags.event)
    expect(reports).toEqual(['mail_unavailable'])
    expect(await studio.mail.to(ada.email)).toEqual([])
    await studio.sql(
      `update mails set next_send_at = now() - interval '1 second' where recipient = $1`,
      [ada.email],
    )
    await studio.cron()
    await studio.work('mail')
    expect(await studio.mail.to(ada.email)).toHaveLength(1)
  })

  it('waits as long as the service says when it comes too fast', async () => {
    await arrive()
    await studio.mail.fault('rate_limited')
    const again = await studio.deliver(studio.mails.held.splice(0), 'mails')
    expect(again).toMatchObject([{ delaySeconds: 1 }])
  })
})

describe('a forgotten password', () => {
  it('is replaced by the link in a mail, once, and ends all sessions', async () => {
    const ada = await studio.signUp()
    const session = ada.cookie
      .split('; ')
      .filter((each) => each.includes('session_token='))
      .join()
    await ask('request-password-reset', { email: ada.email })
    const token = tokenOf(await readLink(ada.email))
    await expectRefusal(
      await ask('reset-password', { token, newPassword: 'short' }),
      'invalid',
      'newPassword',
    )
    const both = await Promise.all(
      [1, 2].map(() => ask('reset-password', { token, newPassword: NEW_PASSWORD })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400])
    expect((await studio.callAs(session)('/api/credits')).status).toBe(401)
    await expectRefusal(await signIn(ada.email, PASSWORD), 'unauthenticated')
    expect((await signIn(ada.email, NEW_PASSWORD)).status).toBe(200)
  })

  it('is asked for with the same answer for an address that nobody has', async () => {
    const ada = await studio.signUp()
    const answers = await Promise.all(
      [ada.email, newEmail()].map(async (email) => {
        const answer = await ask('request-password-reset', { email })
        return [answer.status, await answer.text()]
      }),
    )
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]).toEqual([200, '{"status":true}'])
    expect(studio.mails.held).toHaveLength(1)
  })

  it('is not replaced by a link that is older than 30 minutes, cut or made up', async () => {
    const ada = await studio.signUp()
    await ask('request-password-reset', { email: ada.email })
    const token = tokenOf(await readLink(ada.email))
    for (const wrong of [token.slice(1), 'made-up'])
      await expectRefusal(
        await ask('reset-password', { token: wrong, newPassword: NEW_PASSWORD }),
        'invalid',
        'token',
      )
    vi.setSystemTime(Date.now() + 31 * 60_000)
    await expectRefusal(
      await ask('reset-password', { token, newPassword: NEW_PASSWORD }),
      'invalid',
      'token',
    )
    vi.useRealTimers()
    expect((await signIn(ada.email, PASSWORD)).status).toBe(200)
  })

  it('confirms the address, too', async () => {
    const ada = await arrive()
    studio.mails.reset()
    await ask('request-password-reset', { email: ada.email })
    const token = tokenOf(await readLink(ada.email))
    await ask('reset-password', { token, newPassword: NEW_PASSWORD })
    const cookie = readCookies(await signIn(ada.email, NEW_PASSWORD))
    expect(await balanceOf({ call: studio.callAs(cookie) })).toEqual({ available: 50, held: 0 })
  })

  it('can be asked for five times in a quarter of an hour', async () => {
    const email = newEmail()
    for (let times = 0; times < 5; times += 1)
      expect((await ask('request-password-reset', { email })).status).toBe(200)
    await expectRefusal(await ask('request-password-reset', { email }), 'rate_limited')
  })
})

describe('an address that is to change', () => {
  it('changes once the new one’s link is pressed, and is not welcomed again', async () => {
    const ada = await studio.signUp()
    const email = newEmail()
    const json = { newEmail: email, password: PASSWORD }
    expect((await ada.call('/api/auth/change-email', { json })).status).toBe(200)
    const link = await readLink(email)
    expect((await signIn(ada.email, PASSWORD)).status).toBe(200)
    expect(await openLink(link, ada.call)).toBe('/verify?is=changed')
    expect((await signIn(email, PASSWORD)).status).toBe(200)
    await expectRefusal(await signIn(ada.email, PASSWORD), 'unauthenticated')
    expect(await openLink(link, ada.call)).toBe('/verify?is=broken')
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
  })

  it('is answered alike when somebody has it', async () => {
    const [ada, bo] = [await studio.newPerson(), await studio.newPerson('Bo')]
    const answers = await Promise.all(
      [bo.email.toUpperCase(), newEmail()].map(async (email) => {
        const json = { newEmail: email, password: PASSWORD }
        const answer = await ada.call('/api/auth/change-email', { json })
        return [answer.status, await answer.text()]
      }),
    )
    expect(answers).toEqual([
      [200, '{"status":true}'],
      [200, '{"status":true}'],
    ])
    expect(studio.mails.held).toHaveLength(1)
  })

  it('stays when somebody else took it before the link was pressed', async () => {
    const ada = await studio.newPerson()
    const email = newEmail()
    const json = { newEmail: email, password: PASSWORD }
    await ada.call('/api/auth/change-email', { json })
    const link = await readLink(email)
    await arrive(email)
    expect(await openLink(link, ada.call)).toBe('/verify?is=taken')
  })

  it('asks for the password, and refuses the same address', async () => {
    const ada = await studio.newPerson()
    const change = (json: object) => ada.call('/api/auth/change-email', { json })
    const email = newEmail()
    await expectRefusal(await change({ newEmail: email }), 'invalid', 'password')
    await expectRefusal(
      await change({ newEmail: email, password: 'not this one' }),
      'forbidden',
      'password',
    )
    const same = { newEmail: ada.email.toUpperCase(), password: PASSWORD }
    await expectRefusal(await change(same), 'invalid', 'newEmail')
    expect(studio.mails.held).toEqual([])
  })

  it('is confirmed by its own link when the first was never', async () => {
    const ada = await arrive()
    studio.mails.reset()
    const email = newEmail()
    const json = { newEmail: email, password: PASSWORD }
    await ada.call('/api/auth/change-email', { json })
    expect(await openLink(await readLink(email), ada.call)).toBe('/verify?is=changed')
    expect(await balanceOf(ada)).toEqual({ available: 50, held: 0 })
  })
})
