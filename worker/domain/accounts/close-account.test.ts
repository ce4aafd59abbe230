import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { messageOf } from '../../../tests/harness/held-queue.ts'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
import { buy, hearAll, movesOf, openCheckout, payFor } from '../../../tests/harness/purchases.ts'
import { reconcileIn } from '../../../tests/harness/reconciliation.ts'
import { expectRefusal, itNeedsSignIn } from '../../../tests/harness/refusals.ts'
import {
  attemptsOf,
  creditMovesOf,
  LYRICS,
  makeSong,
  objectsOf,
  readBalance,
  readTrack,
  renderSong,
  requestSong,
  SONG,
  submitSong,
  webhookOf,
} from '../../../tests/harness/songs.ts'
import {
  openStudio,
  PASSWORD,
  type Person,
  readCookies,
  type Studio,
} from '../../../tests/harness/studio.ts'
import { closeUser } from '../../db/users.ts'
import { openServices } from '../../services.ts'

/** Cron erases every closed account, so each test has its own studio. */
let studio: Studio
let ada: Person
beforeEach(async () => {
  studio = await openStudio()
  ada = await studio.newPerson()
})
afterEach(() => expectLedgerHolds(studio))

async function close(person = ada): Promise<Response> {
  const json = { password: PASSWORD }
  const answer = await person.call('/api/account', { method: 'DELETE', json })
  expect(answer.status).toBe(204)
  return answer
}

/** Lets the last session become invalid, and runs cron. */
async function passMinutes() {
  await studio.work('erase')
  await studio.sql(`update users set closed_at = closed_at - interval '3 minutes',
    signed_out_at = signed_out_at - interval '3 minutes'`)
  await studio.cron()
  await studio.work()
}

/** Expects nothing about them or their music in the database or the bucket, and credits that add up. */
async function expectErased(person = ada) {
  const [row] = await studio.sql<Record<string, unknown>>(
    `select name, email, erased_at is not null as erased,
      (select count(*)::int from sessions where user_id = users.id) as sessions,
      (select count(*)::int from accounts where user_id = users.id) as passwords,
      (select count(*)::int from request_keys where user_id = users.id) as requests,
      (select count(*)::int from files where user_id = users.id) as files,
      (select count(draw_at)::int from tracks where user_id = users.id) as "coversToDraw",
      (select count(*)::int from jobs where user_id = users.id and finished_at is null) as jobs,
      (select count(audio_url)::int from attempts join jobs on jobs.id = attempts.job_id
        where jobs.user_id = users.id) as copies,
      (select coalesce(string_agg(title || prompt || coalesce(lyrics, ''), ''), '')
        from tracks where user_id = users.id) as words,
      (select held from credit_accounts where user_id = users.id) as held
    from users where id = $1`,
    [person.id],
  )
  expect(row).toEqual({
    name: '',
    email: `closed:${person.id}`,
    erased: true,
    sessions: 0,
    passwords: 0,
    requests: 0,
    files: 0,
    coversToDraw: 0,
    jobs: 0,
    copies: 0,
    words: '',
    held: 0,
  })
  expect(await objectsOf(person)).toEqual([])
}

describe('DELETE /api/account', () => {
  itNeedsSignIn(() => studio, [['/api/account', { method: 'DELETE' }]])

  it('erases sessions, sign-in, music and words, and keeps what the books need', async () => {
    const bo = await studio.signUp('Bo')
    const { job } = await makeSong(studio, bo, { lyrics: LYRICS, instrumental: false })
    await studio.work('draw')
    expect(await objectsOf(bo)).toHaveLength(3)
    const answer = await close(bo)
    expect(answer.headers.getSetCookie().join()).toMatch(/session_token=;.*Max-Age=0/)
    await studio.work('erase')
    const cookie = bo.cookie
      .split('; ')
      .filter((each) => each.startsWith('soundfoundry.session_token='))
      .join('; ')
    expect((await studio.callAs(cookie)('/api/credits')).status).toBe(401)
    const json = { email: bo.email, password: PASSWORD }
    await expectRefusal(
      await studio.callAs('')('/api/auth/sign-in/email', { json }),
      'unauthenticated',
    )
    await passMinutes()
    await expectErased(bo)
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'settle'])
  })

  it('frees the address for someone new, and leaves other people alone', async () => {
    const bo = await studio.signUp('Bo')
    const { track } = await makeSong(studio, ada)
    const before = await objectsOf(ada)
    await close(bo)
    await passMinutes()
    const json = { email: bo.email, password: PASSWORD, name: 'Bo again' }
    const again = await studio.callAs('')('/api/auth/sign-up/email', { json })
    expect(again.status).toBe(200)
    expect((await studio.callAs(readCookies(again))('/api/tracks')).status).toBe(200)
    expect(await readTrack(ada, track.id)).toMatchObject({ status: 'complete' })
    expect(await objectsOf(ada)).toEqual(before)
    await expectErased(bo)
  })

  it('closes an account once, however often it is asked, and erases no open account', async () => {
    await makeSong(studio, ada)
    const farewell = { method: 'DELETE', json: { password: PASSWORD } }
    const answers = await Promise.all([1, 2, 3].map(() => ada.call('/api/account', farewell)))
    expect([204, 401]).toEqual(expect.arrayContaining(answers.map(({ status }) => status)))
    expect(answers.some(({ status }) => status === 204)).toBe(true)
    await expectRefusal(await ada.call('/api/account', farewell), 'unauthenticated')
    await studio.work()
    const bo = await studio.newPerson('Bo')
    await makeSong(studio, bo)
    await studio.deliver([messageOf({ kind: 'erase', userId: bo.id })], 'erasures')
    expect(await objectsOf(bo)).toHaveLength(2)
    expect(await readBalance(bo)).toEqual({ available: 45, held: 0 })
    await passMinutes()
    await expectErased()
  })

  it('is finished by cron when its message was lost, and then is over', async () => {
    await makeSong(studio, ada)
    await close()
    studio.erasures.reset()
    await passMinutes()
    await passMinutes()
    await expectErased()
    await studio.cron()
    expect(studio.erasures.held).toEqual([])
  })

  it('waits while Redis is down, so that no session survives', async () => {
    await close()
    await studio.redis.fault('drop', 2)
    const [again] = await studio.deliver([studio.takeMessage('erase')], 'erasures')
    expect(again?.body).toMatchObject({ kind: 'erase' })
    await studio.work('erase')
    await passMinutes()
    await expectErased()
  })
})

describe('an account that is closed while a song is being made', () => {
  const CREDITS_BACK = ['hold', 'release']

  it.each<[string, (person: Person) => Promise<{ job: { id: string } }>]>([
    ['was asked for', (person) => requestSong(person)],
    ['was submitted', (person) => submitSong(studio, person)],
    ['is finished, and nobody has fetched it', (person) => renderSong(studio, person)],
  ])('leaves nothing of it: it %s', async (_, reach) => {
    const { job } = await reach(ada)
    await close()
    await studio.work('erase')
    await studio.work()
    await passMinutes()
    await expectErased()
    expect(await creditMovesOf(studio, job.id)).toEqual(CREDITS_BACK)
    const open = (await attemptsOf(studio, job.id)).filter(({ status }) => status !== 'abandoned')
    expect(open).toEqual([])
  })

  it('leaves nothing of a song whose music is being stored', async () => {
    const { job } = await renderSong(studio, ada)
    studio.whileStoring(async () => {
      await close()
      await studio.work('erase')
    })
    await studio.work()
    await passMinutes()
    await expectErased()
    expect(await creditMovesOf(studio, job.id)).toEqual(CREDITS_BACK)
  })

  it('leaves nothing of a song, whether it or the account ends first', async () => {
    const { job } = await renderSong(studio, ada)
    await close()
    await studio.work()
    await passMinutes()
    await expectErased()
    const moves = await creditMovesOf(studio, job.id)
    expect([CREDITS_BACK, ['hold', 'settle']]).toContainEqual(moves)
  })

  it('leaves nothing of a song whose music arrives hours later', async () => {
    const { job, requestId } = await submitSong(studio, ada)
    await close()
    await studio.work()
    await passMinutes()
    await studio.receive(await webhookOf(studio, requestId))
    await studio.work()
    await expectErased()
    expect(await creditMovesOf(studio, job.id)).toEqual(CREDITS_BACK)
    const unread = 'select from inbox where processed_at is null'
    expect(await studio.sql(unread)).toEqual([])
  })

  it('gets no music that arrives after the job has failed', async () => {
    const { job, requestId } = await submitSong(studio, ada)
    await studio.sql(`update jobs set deadline = now() - interval '1 second'`)
    await studio.cron()
    await close()
    await studio.receive(await webhookOf(studio, requestId))
    await studio.work('finish')
    const given = 'select from jobs where given'
    expect(await studio.sql(given)).toEqual([])
    expect(await objectsOf(ada)).toEqual([])
    await passMinutes()
    await expectErased()
    expect(await creditMovesOf(studio, job.id)).toEqual(CREDITS_BACK)
  })

  it('cancels the render at the provider', async () => {
    await submitSong(studio, ada)
    await close()
    await studio.work()
    expect(await studio.fal.counters()).toMatchObject({ cancels: 1 })
  })

  it('takes nothing in the minute while a cookie is still valid', async () => {
    const { track } = await makeSong(studio, ada)
    await close()
    const answers = [
      await ada.call('/api/tracks', { json: SONG }),
      await ada.call(`/api/tracks/${track.id}/retry`, { method: 'POST' }),
      await ada.call('/api/credits/checkout', { json: { pack: 'starter' } }),
      await ada.call(`/api/tracks/${track.id}`, { method: 'PATCH', json: { title: 'Still mine' } }),
      await ada.call(`/api/tracks/${track.id}/refund`, { method: 'POST' }),
    ]
    expect(answers.filter(({ ok }) => ok)).toEqual([])
    expect(answers.map(({ status }) => status)).toMatchObject({ 0: 401, 2: 401 })
    expect(await studio.stripe.sessions()).toEqual([])
    await studio.work()
    await passMinutes()
    await expectErased()
  })

  it('is erased for the last time only when another device is signed out, too', async () => {
    const bo = await studio.signUp('Bo')
    const json = { email: bo.email, password: PASSWORD }
    const other = readCookies(await studio.callAs('')('/api/auth/sign-in/email', { json }))
    await makeSong(studio, bo)
    // All that happens when Redis and the queue are away.
    await closeUser(openServices(studio.env).db, bo.id)
    await studio.sql(`update users set closed_at = closed_at - interval '3 minutes'`)
    const session = other.split('; ').filter((each) => each.includes('session_token='))
    const renewed = await studio.callAs(session.join())('/api/credits')
    expect(renewed.status).toBe(200)
    await studio.cron()
    await studio.work()
    expect(await studio.sql('select erased_at from users where id = $1', [bo.id])).toEqual([
      { erased_at: null },
    ])
    const late = studio.callAs(`${session.join()}; ${readCookies(renewed)}`)
    await expectRefusal(await late('/api/tracks', { json: SONG }), 'unauthenticated')
    await passMinutes()
    await expectErased(bo)
  })
})

describe('an account that is closed with money under way', () => {
  const stripeCheck = async () =>
    (await reconcileIn(studio, 30)).filter(({ check }) => check === 'closed_paid')

  it('leaves no pay page open', async () => {
    const { purchaseId, sessionId } = await openCheckout(studio, ada)
    await close()
    await studio.work('erase')
    expect((await studio.stripe.sessions())[0]).toMatchObject({ id: sessionId, status: 'expired' })
    await expect(studio.stripe.pay(sessionId, 'card')).rejects.toThrow()
    await hearAll(studio)
    const status = 'select status, paid_cents from purchases where id = $1'
    expect(await studio.sql(status, [purchaseId])).toEqual([
      { status: 'expired', paid_cents: null },
    ])
  })

  it.each<[string, () => Promise<{ purchaseId: string }>]>([
    [
      'is paid before its page is closed',
      async () => {
        const bought = await openCheckout(studio, ada, 'label')
        await close()
        await studio.stripe.pay(bought.sessionId, 'card')
        return bought
      },
    ],
    [
      'comes from a bank, days later',
      async () => {
        const bought = await payFor(studio, ada, { pack: 'label', how: 'bank' })
        await hearAll(studio)
        await close()
        await studio.work('erase')
        await studio.stripe.settle(bought.intent, 'succeeded')
        return bought
      },
    ],
  ])('gives it back, once, and calls an operator until then: it %s', async (_, pay) => {
    const { purchaseId } = await pay()
    await studio.stripe.fault('http_error', { match: '/v1/refunds', times: 2 })
    await hearEvents()
    expect(await stripeCheck()).toMatchObject([
      { check: 'closed_paid', subject: purchaseId, expected: '14900', found: '0' },
    ])
    await studio.stripe.healFaults()
    await studio.work()
    await hearAll(studio)
    expect(await stripeCheck()).toEqual([])
    const money = 'select status, paid_cents, refunded_cents from purchases where id = $1'
    expect(await studio.sql(money, [purchaseId])).toEqual([
      { status: 'paid', paid_cents: 14_900, refunded_cents: 14_900 },
    ])
    expect(await movesOf(studio, purchaseId)).toEqual([
      ['purchase', 2_000],
      ['clawback', -2_000],
    ])
    await passMinutes()
    await expectErased()
  })

  /** Hands over what Stripe has to send; processing may fail, and is tried again later. */
  async function hearEvents() {
    for (const event of await studio.stripe.outbox()) {
      await studio.receive(event)
      await studio.stripe.takeOut(event.id)
    }
    for (const message of studio.payments.held.splice(0))
      if (message.body.kind === 'payment') await studio.deliver([message], 'payments')
      else studio.payments.held.push(message)
  }

  it('keeps what was paid before', async () => {
    const { purchaseId } = await buy(studio, ada)
    await close()
    await studio.work('erase')
    await studio.deliver([messageOf({ kind: 'purchase', purchaseId })], 'payments')
    const money = 'select refunded_cents from purchases where id = $1'
    expect(await studio.sql(money, [purchaseId])).toEqual([{ refunded_cents: 0 }])
    expect(await stripeCheck()).toEqual([])
  })

  it('is erased while Stripe is away', async () => {
    await openCheckout(studio, ada)
    await close()
    await studio.stripe.fault('down', { times: 2, match: '/v1/checkout/sessions/' })
    const again = await studio.deliver([studio.takeMessage('erase')], 'erasures')
    expect(again).toMatchObject([{ delaySeconds: 30 }])
    await studio.work('erase')
    expect((await studio.stripe.sessions())[0]).toMatchObject({ status: 'expired' })
  })
})
