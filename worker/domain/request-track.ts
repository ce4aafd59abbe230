import { pgError } from '../db/client.ts'
import type { Job, Track } from '../db/schema.ts'
import { type StoredRequest, type TrackRequest, writeRequest } from '../db/track-requests.ts'
import { logError } from '../observability/log.ts'
import { toHex } from '../providers/attempt-signature.ts'
import type { Model } from '../providers/catalogue.ts'
import type { Services } from '../services.ts'
import { chooseModel } from './choose-model.ts'
import { DomainError } from './errors.ts'
import { newId } from './ids.ts'
import { answerJob, type JobAnswer } from './job-answer.ts'
import type { NewTrack } from './new-track.ts'
import { publishJob } from './publish-job.ts'
import { refuseContent } from './refuse-content.ts'
import { titleTrack } from './title-track.ts'
import { answerTrack, type TrackAnswer } from './track-answer.ts'

/** A job that hasn't ended by then is failed and its credits go back. */
export const JOB_SECONDS_MAX = 900

export type TrackRequested = {
  track: TrackAnswer
  job: JobAnswer
  tracks: TrackAnswer[]
  jobs: JobAnswer[]
  credits: { held: number; available: number }
}

/**
 * Accepts a song (or up to four variations of it): holds its credits, writes it down and wakes a
 * consumer. Asked again with the same idempotency key it answers as before and takes nothing more.
 * Throws `invalid`, `refused`, `not_found`, `insufficient_credits` or `conflict`, and then nothing
 * was written.
 */
export async function requestTrack(
  services: Pick<Services, 'config' | 'db' | 'redis' | 'now'>,
  asked: { userId: string; song: NewTrack; idempotencyKey: string | null },
): Promise<TrackRequested> {
  const { song } = asked
  const { title, prompt, lyrics, genre, mood } = song
  refuseContent({ title, prompt, lyrics, genre, mood })
  refuseUnknownThings(song)
  const request = await draftRequest(asked, services.now())
  const stored = await store(services, request)
  await wake(services, request, stored)
  return readAnswer(request, stored)
}

/** Series and reference files don't exist yet, so nobody can own the one that is named. */
function refuseUnknownThings({ seriesId, referenceFileId }: NewTrack): void {
  if (seriesId !== undefined) throw notFound('seriesId', 'There is no such series.')
  if (referenceFileId !== undefined) throw notFound('referenceFileId', 'There is no such file.')
}

function notFound(field: string, sentence: string): DomainError {
  return new DomainError('not_found', sentence, { fields: { [field]: sentence } })
}

async function draftRequest(
  {
    userId,
    song,
    idempotencyKey,
  }: { userId: string; song: NewTrack; idempotencyKey: string | null },
  now: Date,
): Promise<TrackRequest> {
  const id = newId('req')
  const pairs = Array.from({ length: song.variations }, () => draftTrack(userId, id, song, now))
  return {
    id,
    userId,
    route: 'POST /api/tracks',
    key: idempotencyKey ?? id,
    bodySha256: await hashBody(song),
    answer: {
      tracks: pairs.map(({ track }) => answerTrack(track)),
      jobs: pairs.map(({ job }) => answerJob(job, now)),
    },
    tracks: pairs,
  }
}

function draftTrack(userId: string, requestId: string, song: NewTrack, now: Date) {
  const order = {
    prompt: song.prompt,
    lyrics: song.lyrics ?? null,
    instrumental: song.instrumental,
    durationSeconds: song.durationSeconds ?? null,
    genre: song.genre ?? null,
    mood: song.mood ?? null,
    bpm: song.bpm ?? null,
    key: song.key ?? null,
  }
  const model = chooseModel(song.model, order)
  const track: Track = {
    id: newId('trk'),
    userId,
    title: song.title ?? titleTrack(song.prompt),
    prompt: order.prompt,
    lyrics: order.lyrics,
    instrumental: order.instrumental,
    model: model.id,
    requestedDurationSeconds: order.durationSeconds,
    requestedBpm: order.bpm,
    requestedKey: order.key,
    genre: order.genre,
    mood: order.mood,
    styleStrength: song.styleStrength ?? null,
    seed: song.seed ?? null,
    status: 'queued',
    visibility: 'private',
    provider: null,
    durationSeconds: null,
    audioFileId: null,
    peaksFileId: null,
    favorite: false,
    deletedAt: null,
    createdAt: now,
  }
  return { track, job: draftJob(track, requestId, model, now) }
}

function draftJob(track: Track, requestId: string, model: Model, now: Date): Job {
  return {
    id: newId('job'),
    userId: track.userId,
    trackId: track.id,
    requestId,
    kind: 'generate',
    model: model.id,
    status: 'queued',
    version: 1,
    stage: 'Waiting to be sent to the provider',
    progress: 0,
    queuePosition: null,
    typicalSeconds: null,
    provider: null,
    attempts: 0,
    errorCode: null,
    errorMessage: null,
    credits: model.credits.perTrack,
    deadline: new Date(now.getTime() + JOB_SECONDS_MAX * 1000),
    storingUntil: null,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
  }
}

/** SHA-256 of the parsed body with its keys in order, so that only what was asked counts. */
async function hashBody(song: NewTrack): Promise<string> {
  const text = JSON.stringify(song, Object.keys(song).sort())
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return toHex(hash)
}

async function store({ db }: Pick<Services, 'db'>, request: TrackRequest): Promise<StoredRequest> {
  const stored = await writeRequest(db, request).catch((error) => {
    if (pgError(error)?.constraint !== 'credits_short') throw error
    const message = 'You have too few credits for this. Nothing was taken.'
    throw new DomainError('insufficient_credits', message)
  })
  if (stored.bodySha256 === request.bodySha256) return stored
  throw new DomainError('conflict', 'This Idempotency-Key was used for a different request.')
}

/** Shows and enqueues what is still queued; a replay does so again, should the first have failed to. */
async function wake(
  services: Pick<Services, 'config' | 'redis'>,
  request: TrackRequest,
  { queuedJobIds, typicalSeconds }: StoredRequest,
): Promise<void> {
  const mine = request.tracks.filter(({ job }) => queuedJobIds.includes(job.id))
  await Promise.all([
    ...mine.map(({ job }) => publishJob(services, { ...job, typicalSeconds })),
    enqueueAll(services, queuedJobIds),
  ])
}

/** One send for all. A failing queue loses nothing: the jobs are written, and cron resends them. */
async function enqueueAll({ config }: Pick<Services, 'config'>, jobIds: string[]): Promise<void> {
  if (jobIds.length === 0) return
  await config.JOBS.sendBatch(jobIds.map((jobId) => ({ body: { kind: 'submit', jobId } }))).catch(
    (error: unknown) => logError('submit_not_enqueued', error),
  )
}

function readAnswer(request: TrackRequest, stored: StoredRequest): TrackRequested {
  // Stored by the very code above, under this route.
  const { tracks, jobs } = stored.answer as Pick<TrackRequested, 'tracks' | 'jobs'>
  const { typicalSeconds, credits } = stored
  const timed = jobs.map((job) => (typicalSeconds === null ? job : { ...job, typicalSeconds }))
  const [track, job] = [tracks[0], timed[0]]
  if (!track || !job) throw new Error(`Request ${request.id} is stored without a track`)
  return { track, job, tracks, jobs: timed, credits }
}
