import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { messageOf } from '../../../tests/harness/held-queue.ts'
import { expectLedgerHolds } from '../../../tests/harness/ledger-invariants.ts'
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

/** Cron erases every closed account, so each test has its own studio. */
let studio: Studio
let ada: Person
beforeEach(async () => {
  studio = await openStudio()
  ada = await studio.newPerson()
})
afterEach(() => expectLedgerHolds(studio))

async function close(person = ada): Promise<Response> {
  const answer = await person.call('/api/account', { method: 'DELETE' })
  expect(answer.status).toBe(204)
  return answer
}

/** Lets the last session become invalid, and runs cron. */
async function passMinutes() {
  await studio.sql(`update users set closed_at = closed_at - interval '3 minutes'`)
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
      (select count(*)::int from jobs where user_id = users.id and finished_at is null) as jobs,
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
    jobs: 0,
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
    await Promise.all([close(), close(), close()])
    await studio.work()
    const bo = await studio.newPerson('Bo')
    await makeSong(studio, bo)
    await studio.deliver([messageOf({ kind: 'erase', userId: bo.id })], 'finishes')
    expect(await objectsOf(bo)).toHaveLength(2)
    expect(await readBalance(bo)).toEqual({ available: 45, held: 0 })
    await passMinutes()
    await expectErased()
  })

  it('is finished by cron when its message was lost, and then is over', async () => {
    await makeSong(studio, ada)
    await close()
    studio.finishes.reset()
    await passMinutes()
    await expectErased()
    await studio.cron()
    expect(studio.finishes.held).toEqual([])
  })

  it('waits while Redis is down, so that no session survives', async () => {
    await close()
    await studio.redis.fault('drop', 2)
    const [again] = await studio.deliver([studio.takeMessage('erase')], 'finishes')
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

  it('erases what is requested in the minute while a cookie is still valid', async () => {
    await close()
    await studio.work('erase')
    const { job } = await requestSong(ada)
    await studio.work('submit')
    await passMinutes()
    await expectErased()
    expect(await creditMovesOf(studio, job.id)).toEqual(CREDITS_BACK)
  })
})
