import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectLedgerHolds } from '../../tests/harness/ledger-invariants.ts'
import { QUEUES } from '../../tests/harness/queues.ts'
import {
  creditMovesOf,
  readBalance,
  readJob,
  renderSong,
  requestSong,
  SONG,
  submitSong,
  webhookOf,
} from '../../tests/harness/songs.ts'
import { openStudio, type Person, type Studio } from '../../tests/harness/studio.ts'
import { openDb } from '../db/client.ts'
import { askForReplay } from '../db/dead-messages.ts'
import { parseEnv } from '../env.ts'

/** A round looks at every job, so each test has a studio of its own. */
let studio: Studio
let ada: Person
beforeEach(async () => {
  studio = await openStudio()
  ada = await studio.newPerson()
})
afterEach(() => expectLedgerHolds(studio))

/** One round; the messages that it sends. */
async function rescue() {
  for (const name of QUEUES) studio[name].reset()
  await studio.cron()
  const sent = QUEUES.flatMap((name) => studio[name].held)
  return sent.map(({ body: { version: _, ...message } }) => message)
}

const agePast = (table: 'jobs' | 'attempts' | 'inbox', column: string, interval: string) =>
  studio.sql(`update ${table} set ${column} = ${column} - $1::interval`, [interval])

describe('every minute, cron', () => {
  it('leaves running work alone', async () => {
    await requestSong(ada)
    await submitSong(studio, ada)
    await renderSong(studio, ada)
    expect(await rescue()).toEqual([])
  })

  it('sends a queued job again when its message was lost', async () => {
    studio.jobs.sends.broken = 1
    const { job } = await requestSong(ada)
    await agePast('jobs', 'updated_at', '31 seconds')
    const submit = { kind: 'submit', jobId: job.id }
    expect(await rescue()).toEqual([submit])
    expect(await rescue()).toEqual([submit])
    await studio.work('submit')
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'submitted' })
    expect(await rescue()).toEqual([])
    expect(await studio.fal.counters()).toMatchObject({ submits: 1 })
  })

  it('sends a job again that a busy FAL put off two minutes ago', async () => {
    await studio.fal.fault('submit_429')
    const { job } = await requestSong(ada)
    await studio.deliver([studio.takeMessage('submit')])
    await agePast('jobs', 'updated_at', '31 seconds')
    expect(await rescue()).toEqual([])
    await agePast('attempts', 'submitted_at', '2 minutes')
    expect(await rescue()).toEqual([{ kind: 'submit', jobId: job.id }])
  })

  it('reaches a stuck job behind a hundred that only wait for an overdue render', async () => {
    const { job: waiting, attemptId } = await submitSong(studio, ada)
    await studio.sql(`update attempts set status = 'overdue' where id = $1`, [attemptId])
    const copy = (table: string, ids: string) =>
      studio.sql(
        `insert into ${table} select (jsonb_populate_record(${table}, jsonb_build_object(${ids}))).*
         from ${table}, generate_series(1, 100) as n`,
      )
    await copy('tracks', `'id', id || n`)
    await copy('jobs', `'id', id || n, 'track_id', track_id || n`)
    const ids = `'id', id || n, 'job_id', job_id || n, 'provider_request_id', provider_request_id || n`
    await copy('attempts', ids)
    const { job } = await requestSong(await studio.newPerson('Bo'))
    await agePast('jobs', 'updated_at', '31 seconds')
    expect(await rescue()).toContainEqual({ kind: 'submit', jobId: job.id })
    for (const [table, column] of [
      ['attempts', 'job_id'],
      ['jobs', 'id'],
    ])
      await studio.sql(`delete from ${table} where ${column} ~ $1`, [`^${waiting.id}.+`])
  })

  it('never submits again what FAL may have accepted', async () => {
    await studio.fal.fault('submit_lost')
    await requestSong(ada)
    await studio.work('submit')
    await agePast('jobs', 'updated_at', '10 minutes')
    expect(await rescue()).toEqual([])
  })

  it('looks at an attempt after two minutes without a look, and takes its next look only', async () => {
    await studio.fal.settings({ renderSeconds: 60 })
    const { attemptId } = await submitSong(studio, ada)
    await studio.deliver([studio.takeMessage('watch')])
    expect(await rescue()).toEqual([])
    await agePast('attempts', 'last_look_at', '121 seconds')
    const watch = { kind: 'watch', attemptId, look: 1 }
    expect(await rescue()).toEqual([watch])
    const lost = [...studio.jobs.held]
    expect(await rescue()).toEqual([watch])
    await studio.deliver([...studio.jobs.held.splice(0), ...lost])
    expect(await studio.fal.counters()).toMatchObject({ statuses: 2 })
    expect(studio.jobs.held).toHaveLength(1)
  })

  it('looks at an overdue attempt, too, since it may still bring the music', async () => {
    await studio.fal.settings({ renderSeconds: 60 })
    const { job, attemptId } = await submitSong(studio, ada)
    await agePast('attempts', 'submitted_at', '1 hour')
    await studio.deliver([studio.takeMessage('watch')])
    await studio.work('submit')
    studio.jobs.reset()
    await studio.sql(
      `update attempts set last_look_at = now() - interval '121 seconds'
       where job_id = $1 and number = 1`,
      [job.id],
    )
    expect(await rescue()).toEqual([{ kind: 'watch', attemptId, look: 1 }])
  })

  it('takes up an event that was not processed for two minutes', async () => {
    const { job, attemptId } = await renderSong(studio, ada)
    await agePast('inbox', 'next_send_at', '121 seconds')
    expect(await rescue()).toEqual([{ kind: 'finish', attemptId }])
    await studio.work('finish')
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
    expect(await rescue()).toEqual([])
  })

  it('retries an event of a failed job for a day while FAL has no result, and no longer', async () => {
    const { job, requestId } = await submitSong(studio, ada)
    await agePast('jobs', 'deadline', '1 hour')
    await rescue()
    await studio.fal.complete(requestId)
    await studio.receive(await webhookOf(studio, requestId))
    await studio.fal.fault('audio_503', { times: 100 })
    const finish = studio.takeMessage('finish')
    expect(await studio.deliver([finish], 'finishes')).toMatchObject([{ delaySeconds: 5 }])
    await agePast('inbox', 'next_send_at', '1 day')
    expect(await rescue()).toMatchObject([{ kind: 'finish' }])
    await agePast('jobs', 'finished_at', '25 hours')
    await studio.work('finish')
    await agePast('inbox', 'next_send_at', '1 day')
    expect(await rescue()).toEqual([])
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'failed' })
  })

  it('takes up a job whose consumer died while storing', async () => {
    const { job, attemptId } = await renderSong(studio, ada)
    studio.whileStoring(() => studio.postgres.fault('drop', 2))
    await studio.deliver([studio.takeMessage('finish')], 'finishes')
    await agePast('inbox', 'next_send_at', '121 seconds')
    await agePast('jobs', 'storing_until', '121 seconds')
    expect(await rescue()).toEqual([{ kind: 'finish', attemptId }])
    await studio.work('finish')
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'settle'])
  })

  it('takes it up even when no event of its attempt is left', async () => {
    const { job, attemptId } = await renderSong(studio, ada)
    studio.whileStoring(() => studio.postgres.fault('drop', 2))
    await studio.deliver([studio.takeMessage('finish')], 'finishes')
    await studio.sql('update inbox set processed_at = now() where attempt_id = $1', [attemptId])
    await agePast('jobs', 'storing_until', '151 seconds')
    expect(await rescue()).toEqual([{ kind: 'finish', attemptId }])
    await studio.work('finish')
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
  })

  it('fails a job past its deadline once, returns its credits and cancels at FAL', async () => {
    await studio.fal.settings({ renderSeconds: 60 })
    const { job } = await submitSong(studio, ada)
    await agePast('jobs', 'deadline', '14 minutes 50 seconds')
    expect(await rescue()).toEqual([])
    await agePast('jobs', 'deadline', '11 seconds')
    expect(await rescue()).toEqual([{ kind: 'stop', jobId: job.id }])
    const failed = await readJob(ada, job.id)
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'timed_out' } })
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
    await studio.work('stop')
    expect(await studio.fal.counters()).toMatchObject({ cancels: 1 })
    expect(await rescue()).toEqual([])
    expect(await readJob(ada, job.id)).toEqual(failed)
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'release'])
  })

  it('has a render stopped whose message was lost, once', async () => {
    await studio.fal.settings({ renderSeconds: 60 })
    const { job } = await submitSong(studio, ada)
    await ada.call(`/api/jobs/${job.id}/cancel`, { method: 'POST' })
    expect(await rescue()).toEqual([])
    await agePast('attempts', 'stop_at', '11 minutes')
    expect(await rescue()).toEqual([{ kind: 'stop', jobId: job.id }])
    await studio.work('stop')
    expect(await studio.fal.counters()).toMatchObject({ cancels: 1 })
    expect(await studio.sql('select stop_at from attempts')).toEqual([{ stop_at: null }])
  })

  it('gives music whose webhook came before the deadline, whatever messages were lost', async () => {
    const { job, attemptId } = await renderSong(studio, ada)
    await agePast('jobs', 'deadline', '15 minutes')
    await rescue()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'failed' })
    await agePast('inbox', 'next_send_at', '121 seconds')
    expect(await rescue()).toEqual([{ kind: 'finish', attemptId }])
    await studio.work('finish')
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'release'])
    await agePast('inbox', 'next_send_at', '1 day')
    expect(await rescue()).toEqual([])
  })

  it('fails a job at its deadline even while its music is being stored', async () => {
    const { job } = await renderSong(studio, ada)
    studio.whileStoring(() => studio.postgres.fault('drop', 2))
    await studio.deliver([studio.takeMessage('finish')], 'finishes')
    await agePast('jobs', 'deadline', '16 minutes')
    expect(await rescue()).toEqual([{ kind: 'stop', jobId: job.id }])
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
    await studio.work()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'complete' })
    expect(await creditMovesOf(studio, job.id)).toEqual(['hold', 'release'])
  })

  it.each([
    ['submit_503', 'submit', () => requestSong(ada)],
    ['render_500', 'finish', () => renderSong(studio, ada)],
  ] as const)(
    'looks for another provider when the consumer that should have died: %s',
    async (fault, kind, begin) => {
      await studio.fal.fault(fault)
      const { job } = await begin()
      await studio.deliver([studio.takeMessage(kind)])
      expect(await rescue()).toEqual([])
      await agePast('jobs', 'updated_at', '31 seconds')
      expect(await rescue()).toEqual([{ kind: 'submit', jobId: job.id }])
      await studio.work()
      expect(await readJob(ada, job.id)).toMatchObject({
        status: 'complete',
        provider: 'replicate',
      })
    },
  )

  it('fails a job past its deadline that FAL never received', async () => {
    const { job } = await requestSong(ada)
    await agePast('jobs', 'deadline', '15 minutes')
    await studio.work('submit')
    expect(await studio.fal.counters()).toMatchObject({ submits: 0 })
    await rescue()
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'failed', attempts: 0 })
    expect(await readBalance(ada)).toEqual({ available: 50, held: 0 })
  })

  it('goes on with the others when some can’t be sent', async () => {
    const { attemptId } = await renderSong(studio, ada)
    await requestSong(ada, { variations: 3 })
    await agePast('jobs', 'updated_at', '31 seconds')
    await agePast('inbox', 'next_send_at', '121 seconds')
    for (const name of QUEUES) studio[name].reset()
    studio.jobs.sends.broken = 1
    await studio.cron()
    expect(studio.jobs).toMatchObject({ held: [], sends: { broken: 0 } })
    expect(studio.finishes.held).toMatchObject([{ body: { kind: 'finish', attemptId } }])
  })

  it('forgets idempotency keys after 24 hours, and not before', async () => {
    const ask = (key: string) =>
      ada.call('/api/tracks', { json: SONG, headers: { 'idempotency-key': key } })
    const [old, young] = [await (await ask('old')).text(), await (await ask('young')).text()]
    await studio.sql(
      `update request_keys set created_at = created_at -
        case key when 'old' then interval '24 hours 1 minute' else interval '23 hours' end`,
    )
    await rescue()
    expect(await (await ask('young')).text()).toBe(young)
    expect(await (await ask('old')).text()).not.toBe(old)
    expect(await readBalance(ada)).toEqual({ available: 35, held: 15 })
  })
})

/** Makes so many of the only job, each with its track, its hold, and time that is up. */
async function crowd(many: number): Promise<void> {
  await studio.sql(`select move_credits($1, 'grant', 'for a crowd', $2, 0, null, null)`, [
    ada.id,
    5 * many,
  ])
  const copy = (table: string, ids: string) =>
    studio.sql(
      `insert into ${table} select (jsonb_populate_record(${table}, to_jsonb(${table}) || jsonb_build_object(${ids}))).*
       from ${table}, generate_series(2, $1) as n`,
      [many],
    )
  await copy('tracks', `'id', id || n`)
  await copy('jobs', `'id', id || n, 'track_id', track_id || n`)
  await studio.sql(
    `select move_credits(user_id, 'hold', 'hold:' || id, -5, 5, null, id) from jobs
     where not exists (select from credit_entries where job_id = jobs.id)`,
  )
  await agePast('jobs', 'deadline', '1 hour')
}

const open = () => studio.sql('select id from jobs where finished_at is null')

describe('a crowd of jobs past their deadline', () => {
  it('is over in one round, with all credits back and every render stopped', async () => {
    await submitSong(studio, ada)
    await crowd(350)
    await agePast('attempts', 'submitted_at', '1 hour')
    const sent = await rescue()
    expect(await open()).toEqual([])
    expect(sent.filter(({ kind }) => kind === 'stop')).toHaveLength(350)
    expect(await readBalance(ada)).toEqual({ available: 50 + 5 * 350, held: 0 })
    const tracks = await studio.sql('select status, count(*)::int from tracks group by 1')
    expect(tracks).toEqual([{ status: 'failed', count: 350 }])
  })

  it('is over but for the one that can’t be failed', async () => {
    const { job } = await requestSong(ada)
    await crowd(3)
    const bad = `${job.id}2`
    await studio.sql('alter table credit_entries disable trigger credit_entries_immutable')
    await studio.sql(`update credit_entries set key = 'lost' where job_id = $1`, [bad])
    await rescue()
    expect(await open()).toEqual([{ id: bad }])
    await studio.sql(`update credit_entries set key = 'hold:' || job_id where job_id = $1`, [bad])
    await rescue()
    expect(await open()).toEqual([])
  })

  it('counts each day once less what no provider ever had', async () => {
    const { job } = await requestSong(ada)
    const [{ micros } = { micros: 0 }] = await studio.sql<{ micros: number }>(
      'select unpaid_micros::int as micros from jobs where id = $1',
      [job.id],
    )
    await crowd(4)
    await studio.sql('update unpaid_costs set micros = $1', [4 * micros])
    await rescue()
    expect(await studio.sql('select micros::int from unpaid_costs')).toEqual([{ micros: 0 }])
  })
})

describe('many events that were not processed', () => {
  it('are all taken up in one round', async () => {
    const { attemptId } = await renderSong(studio, ada)
    await studio.sql(
      `insert into inbox (provider, event_id, attempt_id, payload, next_send_at)
       select 'fal', 'event ' || n, $1, '{}', now() from generate_series(1, 249) as n`,
      [attemptId],
    )
    await studio.sql(
      `insert into inbox (provider, event_id, payload, next_send_at)
       select 'stripe', 'evt_' || n, '{}', now() from generate_series(1, 250) as n`,
    )
    await agePast('inbox', 'next_send_at', '121 seconds')
    const sent = await rescue()
    expect(sent.filter(({ kind }) => kind === 'payment')).toHaveLength(250)
    expect(sent.some(({ kind }) => kind === 'finish')).toBe(true)
    expect(await studio.sql('select from inbox where next_send_at < now()')).toEqual([])
    await studio.sql('delete from inbox')
  })
})

describe('a dead message', () => {
  const died = () => studio.sql<{ id: string; body: unknown }>('select id, body from dead_messages')

  it('is kept once, reported to operators and taken out of the queue', async () => {
    const { job } = await requestSong(ada)
    const message = studio.takeMessage('submit')
    expect(await studio.deliver([message], 'dead')).toEqual([])
    expect(await studio.deliver([message], 'dead')).toEqual([])
    expect(await died()).toEqual([{ id: message.id, body: message.body }])
    expect((await studio.sentry.errors()).length).toBeGreaterThan(0)
    expect(await readJob(ada, job.id)).toMatchObject({ status: 'queued' })
  })

  it('stays in its queue while it can’t be kept', async () => {
    await requestSong(ada)
    const message = studio.takeMessage('submit')
    await studio.postgres.fault('drop', 1)
    expect(await studio.deliver([message], 'dead')).toMatchObject([{ delaySeconds: 60 }])
    expect(await died()).toEqual([])
    await studio.postgres.fault('drop', 1)
    const tried = { ...message, attempts: 11 }
    expect(await studio.deliver([tried], 'dead')).toMatchObject([{ delaySeconds: 3_600 }])
  })

  it('is sent again once, after an operator asked for it', async () => {
    const { job } = await requestSong(ada)
    const message = studio.takeMessage('submit')
    await studio.deliver([message], 'dead')
    expect(await rescue()).toEqual([])
    const db = openDb(parseEnv(studio.env))
    const asked = await askForReplay(db, { id: message.id, actor: 'operator' })
    expect(asked).toEqual([message.id])
    expect(await askForReplay(db, { id: 'all', actor: 'operator' })).toEqual([])
    studio.jobs.reset()
    studio.jobs.sends.broken = 1
    await studio.cron()
    expect(await rescue()).toEqual([{ kind: 'submit', jobId: job.id }])
    expect(await rescue()).toEqual([])
  })

  it('is sent again however many of a newer deploy wait before it', async () => {
    const { job } = await requestSong(ada)
    await studio.sql(
      `insert into dead_messages (id, body, replay_at)
       select 'newer ' || n, '{"version": 99, "kind": "sing"}', now() - interval '1 minute'
       from generate_series(1, 100) n`,
    )
    await studio.sql(
      `insert into dead_messages (id, body, replay_at) values ('known', $1, now())`,
      [JSON.stringify({ version: 1, kind: 'submit', jobId: job.id })],
    )
    const sent = [...(await rescue()), ...(await rescue())]
    expect(sent).toEqual([{ kind: 'submit', jobId: job.id }])
  })
})
