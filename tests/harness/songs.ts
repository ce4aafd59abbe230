import { expect, vi } from 'vitest'
import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import type { TrackRequested } from '../../worker/domain/tracks/request-track.ts'
import type { TrackAnswer } from '../../worker/domain/tracks/track-answer.ts'
import type { SignedWebhook } from './fal-account.ts'
import { FILES } from './file-stores.ts'
import type { HeldMessage } from './held-queue.ts'
import type { Person, Studio } from './studio.ts'

/** The shortest request that makes a track. */
export const SONG = { prompt: 'lo-fi piano for a rainy night', instrumental: true }

export const LYRICS = '[Verse]\nThe kettle hums, the night is long\n[Chorus]\nStay a little longer'

/** Asks for a song and expects it to be accepted. */
export async function requestSong(
  person: Person,
  wishes: Record<string, unknown> = {},
): Promise<TrackRequested> {
  const answer = await person.call('/api/tracks', { json: { ...SONG, ...wishes } })
  expect(answer.status).toBe(202)
  return answer.json()
}

export type Submitted = TrackRequested & { attemptId: string; requestId: string }

/** Asks for a song and hands it to FAL: its first `watch` message is held. */
export async function submitSong(
  studio: Studio,
  person: Person,
  wishes: Record<string, unknown> = {},
): Promise<Submitted> {
  const requested = await requestSong(person, wishes)
  await studio.work('submit')
  const [attempt] = await attemptsOf(studio, requested.job.id)
  if (!attempt?.requestId) throw new Error('FAL did not accept the song')
  return { ...requested, attemptId: attempt.id, requestId: attempt.requestId }
}

/** Submits a song and hands FAL's webhook to the Worker: its `finish` message is held. */
export async function renderSong(
  studio: Studio,
  person: Person,
  wishes: Record<string, unknown> = {},
): Promise<Submitted> {
  const submitted = await submitSong(studio, person, wishes)
  const received = await studio.receive(await webhookOf(studio, submitted.requestId))
  expect(received.status).toBe(200)
  return submitted
}

/** Makes a song from beginning to end: complete, playable and paid for. */
export async function makeSong(
  studio: Studio,
  person: Person,
  wishes: Record<string, unknown> = {},
): Promise<Submitted> {
  const rendered = await renderSong(studio, person, wishes)
  await studio.work('finish')
  expect(await readJob(person, rendered.job.id)).toMatchObject({ status: 'complete' })
  return rendered
}

/** Has a job's attempts render for an hour already: no engine may take so long. */
export const makeOverdue = (studio: Studio, jobId: string) =>
  studio.sql(
    `update attempts set submitted_at = submitted_at - interval '1 hour',
       began_at = submitted_at - interval '1 hour' where job_id = $1`,
    [jobId],
  )

/**
 * Hands a job to its next engine: its attempt takes too long, the watcher sees that, and the job is
 * submitted again. Answers the overdue attempt's next look; it is still held, too.
 */
export async function handOn(studio: Studio, jobId: string): Promise<HeldMessage[]> {
  await makeOverdue(studio, jobId)
  await studio.deliver([studio.takeMessage('watch')])
  const looks = studio.jobs.held.filter(({ body }) => body.kind === 'watch')
  await studio.work('submit')
  return looks
}

/** Until FAL is making the music of a request: a quarter of its `renderSeconds`. */
export async function untilRendering(studio: Studio, requestId: string): Promise<void> {
  const ask = async () => {
    const requests: { id: string; status?: string }[] = await studio.fal.requests()
    return requests.find(({ id }) => id === requestId)?.status === 'IN_PROGRESS'
  }
  await vi.waitUntil(ask, { timeout: 20_000 })
}

/** FAL's webhook about a request. */
export async function webhookOf(studio: Studio, requestId: string): Promise<SignedWebhook> {
  const webhook = (await studio.fal.outbox()).find((due) => due.requestId === requestId)
  if (!webhook) throw new Error('FAL has no webhook for this request')
  return webhook
}

export async function readJob(person: Person, jobId: string): Promise<JobAnswer> {
  return (await person.call(`/api/jobs/${jobId}`)).json()
}

export async function readTrack(
  person: Person,
  trackId: string,
): Promise<TrackAnswer & { jobId: string; given: boolean; refundableUntil: string | null }> {
  return (await person.call(`/api/tracks/${trackId}`)).json()
}

export async function readBalance(
  person: Pick<Person, 'call'>,
): Promise<{ available: number; held: number }> {
  const answer = await person.call('/api/credits')
  const { available, held } = await answer.json<{ available: number; held: number }>()
  return { available, held }
}

export type AttemptRow = {
  id: string
  number: number
  provider: string
  status: string
  errorCode: string | null
  requestId: string | null
  looks: number
  costMicros: number
}

export function attemptsOf(studio: Studio, jobId: string): Promise<AttemptRow[]> {
  return studio.sql<AttemptRow>(
    `select id, number, provider, status, error_code as "errorCode", provider_request_id as "requestId", looks,
       cost_micros::integer as "costMicros"
     from attempts where job_id = $1 order by number`,
    [jobId],
  )
}

/** How a job's credits moved, in order: `['hold', 'settle']`. */
export async function creditMovesOf(studio: Studio, jobId: string): Promise<string[]> {
  const text = 'select kind from credit_entries where job_id = $1 order by id'
  return (await studio.sql<{ kind: string }>(text, [jobId])).map(({ kind }) => kind)
}

/** The keys of everything that is stored for a person. */
export async function objectsOf({ id }: Person): Promise<string[]> {
  const lists = await Promise.all(
    ['audio', 'peaks', 'covers', 'renditions'].map((folder) => FILES.list(`${folder}/${id}/`)),
  )
  return lists.flatMap(({ keys }) => keys)
}
