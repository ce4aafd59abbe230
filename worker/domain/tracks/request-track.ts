import { type StoredRequest, type TrackRequest, writeRequest } from '../../db/track-requests.ts'
import { DomainError } from '../../errors.ts'
import { logError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'
import { refuseContent } from '../content-policy/refuse-content.ts'
import { dailyCredits } from '../credits/daily-credits.ts'
import type { JobAnswer } from '../jobs/job-answer.ts'
import { publishJob } from '../jobs/publish-job.ts'
import { draftRequest } from './draft-request.ts'
import { explainRefusal } from './explain-refusal.ts'
import type { NewTrack } from './new-track.ts'
import { longestTrackSeconds } from './settle-seconds.ts'
import type { TrackAnswer } from './track-answer.ts'

const MICROS_PER_CENT = 10_000

export type TrackRequested = {
  track: TrackAnswer
  job: JobAnswer
  tracks: TrackAnswer[]
  jobs: JobAnswer[]
  credits: { held: number; available: number }
}

/**
 * The same idempotency key gets the same answer and costs nothing more. Throws `invalid`, `refused`,
 * `not_found`, `insufficient_credits`, `rate_limited`, `unavailable` or `conflict`, and then wrote nothing.
 */
export async function requestTrack(
  services: Pick<Services, 'config' | 'db' | 'redis' | 'queues' | 'now'>,
  asked: { userId: string; song: NewTrack; idempotencyKey: string | null },
): Promise<TrackRequested> {
  const { song } = asked
  const { title, prompt, lyrics, genre, mood } = song
  refuseContent({ title, prompt, lyrics, genre, mood })
  refuseUnknownThings(song)
  refuseLength(services, song)
  const request = await draftRequest(asked, {
    now: services.now(),
    longestTrackSeconds: longestTrackSeconds(services.config),
  })
  const stored = await store(services, request)
  await wake(services, request, stored)
  return readAnswer(request, stored)
}

/** No series or reference files exist yet. */
function refuseUnknownThings({ seriesId, referenceFileId }: NewTrack): void {
  if (seriesId !== undefined) throw notFound('seriesId', 'There is no such series.')
  if (referenceFileId !== undefined) throw notFound('referenceFileId', 'There is no such file.')
}

function refuseLength({ config }: Pick<Services, 'config'>, { durationSeconds }: NewTrack): void {
  const secondsMax = longestTrackSeconds(config)
  if (durationSeconds === undefined || durationSeconds <= secondsMax) return
  const sentence = `Tracks in this free studio are up to ${secondsMax} seconds long.`
  throw new DomainError('invalid', sentence, { fields: { durationSeconds: sentence } })
}

function notFound(field: string, sentence: string): DomainError {
  return new DomainError('not_found', sentence, { fields: { [field]: sentence } })
}

async function store(
  { config, db, now }: Pick<Services, 'config' | 'db' | 'now'>,
  request: TrackRequest,
): Promise<StoredRequest> {
  const { OPEN_JOBS_MAX: openJobsMax, UNPAID_COST_CENTS_PER_DAY } = config
  const unpaidMicrosMax = UNPAID_COST_CENTS_PER_DAY * MICROS_PER_CENT
  const limits = { daily: dailyCredits(config, now()), openJobsMax, unpaidMicrosMax }
  const stored = await writeRequest(db, request, limits).catch(async (error) => {
    throw (await explainRefusal({ config, db, now }, request, error)) ?? error
  })
  if (stored === null) throw new DomainError('unauthenticated', 'This account is closed.')
  if (stored.bodySha256 === request.bodySha256) return stored
  throw new DomainError('conflict', 'This Idempotency-Key was used for a different request.')
}

/** A replay wakes them again, in case the first request failed to. */
async function wake(
  services: Pick<Services, 'queues' | 'redis'>,
  request: TrackRequest,
  { queuedJobIds, typicalSeconds }: StoredRequest,
): Promise<void> {
  const mine = request.tracks.filter(({ job }) => queuedJobIds.includes(job.id))
  await Promise.all([
    ...mine.map(({ job }) => publishJob(services, { ...job, typicalSeconds, cancelsUsed: 0 })),
    enqueueAll(services, queuedJobIds),
  ])
}

/** A failing queue loses nothing: cron sends for jobs that stay queued. */
async function enqueueAll({ queues }: Pick<Services, 'queues'>, jobIds: string[]): Promise<void> {
  await queues
    .sendBatch(jobIds.map((jobId) => ({ kind: 'submit', jobId })))
    .catch((error: unknown) => logError('submit_not_enqueued', error))
}

/** We keep answers for a day; those of older deploys have no codes of stages, no takes, and don't say what a cancel does. */
type StoredJob = Omit<JobAnswer, 'stageCode' | 'cancelRefunds'> &
  Partial<Pick<JobAnswer, 'stageCode' | 'cancelRefunds'>>
type StoredTrack = Omit<TrackAnswer, 'orderId' | 'take'> &
  Partial<Pick<TrackAnswer, 'orderId' | 'take'>>

function readAnswer(request: TrackRequest, stored: StoredRequest): TrackRequested {
  // Drafted by `draftRequest`, the only writer of this route's answers.
  const { tracks, jobs } = stored.answer as { tracks: StoredTrack[]; jobs: StoredJob[] }
  const { typicalSeconds, credits } = stored
  const timed = jobs.map((job) => ({
    stageCode: 'waiting_to_send' as const,
    cancelRefunds: true,
    ...job,
    ...(typicalSeconds === null ? {} : { typicalSeconds }),
  }))
  const takes = tracks.map((track, at) => ({
    orderId: stored.id,
    take: tracks.length > 1 ? at + 1 : null,
    ...track,
  }))
  const [track, job] = [takes[0], timed[0]]
  if (!track || !job) throw new Error(`Request ${request.id} is stored without a track`)
  return { track, job, tracks: takes, jobs: timed, credits }
}
