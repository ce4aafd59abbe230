import { readAttempt } from '../../db/attempts.ts'
import { markProcessed } from '../../db/inbox.ts'
import { completeJob, giveTrack } from '../../db/jobs/complete.ts'
import { claimStoring, stopStoring } from '../../db/jobs/store.ts'
import type { Attempt, Job } from '../../db/schema.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import type { Services } from '../../services.ts'
import { AUDIO_FAILURES } from '../../states/job-failures.ts'
import { giveUpAttempt } from './give-up-attempt.ts'
import { isOverdue } from './is-overdue.ts'
import { publishJob } from './publish-job.ts'
import { recordSuccess } from './record-engine-health.ts'
import { renderOf } from './render-of.ts'
import { DOWNLOAD_SECONDS_MAX, type StoredAudio, storeTrackAudio } from './store-track-audio.ts'

/** How long one consumer may store alone: two downloads and the measuring. */
const STORING_SECONDS = 2 * DOWNLOAD_SECONDS_MAX + 30
/** How soon we come again for what isn't to be had: a quarter of the attempt's age, within these. */
const COME_AGAIN_SECONDS = { min: 5, max: 60 } as const
/** So that a message outlives another consumer's storing before its retries are used up. */
const STORED_ELSEWHERE_SECONDS = 15
/** When music of a job that has failed is asked for no more, should it still not be to be had. */
const LATE_MS = 24 * 3_600_000

type Finisher = Pick<Services, 'db' | 'redis' | 'files' | 'queues' | 'providers' | 'now'>

/**
 * Asks the provider what became of a render and ends its job: audio into storage first, then the
 * track, the settled hold and the files in one statement. Whoever told us to look, and however
 * often, only that statement counts, and it can succeed once. The first attempt to bring music wins,
 * whatever was thought of it before. Music of a job that has failed is given to its owner; that of one
 * that was canceled, or is complete, is nobody's.
 */
export async function finishAttempt(services: Finisher, attemptId: string): Promise<Outcome> {
  const found = await readAttempt(services.db, attemptId)
  if (found === null) return { dropBecause: 'no such attempt' }
  const { attempt, job } = found
  const render = renderOf(attempt)
  if (job.status === 'canceled' || job.status === 'complete') return forget(services, attempt)
  if (hadBadAudio(attempt)) return forget(services, attempt)
  if (render === null) return { dropBecause: 'the provider has not named this render yet' }
  const result = await services.providers[attempt.provider].result(render)
  switch (result.state) {
    case 'failed':
      await giveUpAttempt(services, attempt, { failure: result.failure, isOwed: true })
      return forget(services, attempt)
    case 'pending':
    case 'unavailable':
      return comeAgain(services, attempt, job)
    case 'ready':
      return job.status === 'failed'
        ? give(services, attempt, job, result.audioUrl)
        : store(services, attempt, result.audioUrl)
  }
}

/** It was fetched already and was no good: it won't be better for the next message about it. */
function hadBadAudio({ status, errorCode }: Attempt): boolean {
  return status === 'failed' && errorCode !== null && AUDIO_FAILURES.includes(errorCode)
}

/** Neither the next engine nor we wait for ever for a result, or a file, that isn't to be had. */
async function comeAgain(services: Finisher, attempt: Attempt, job: Job): Promise<Outcome> {
  const now = services.now()
  if (isTooLate(job, now)) return forget(services, attempt)
  if (isOverdue(attempt, job, now)) await giveUpAttempt(services, attempt, 'overdue')
  const seconds = (now.getTime() - attempt.submittedAt.getTime()) / 1000
  const { min, max } = COME_AGAIN_SECONDS
  return { retryAfterSeconds: Math.round(Math.min(Math.max(seconds / 4, min), max)) }
}

function isTooLate({ finishedAt }: Job, now: Date): boolean {
  return finishedAt !== null && now.getTime() - finishedAt.getTime() > LATE_MS
}

/** There is nothing more to be done about what was told of this attempt. */
async function forget({ db }: Finisher, { id }: Attempt): Promise<Outcome> {
  await markProcessed(db, id)
  return DONE
}

async function store(services: Finisher, attempt: Attempt, audioUrl: string): Promise<Outcome> {
  const claim = await claimStoring(services.db, attempt, STORING_SECONDS)
  if (!claim.moved || claim.job === null) return { retryAfterSeconds: STORED_ELSEWHERE_SECONDS }
  await publishJob(services, claim.job)
  const stored = await fetchAudio(services, attempt, claim.job, audioUrl)
  if (!stored.ok && stored.failure === null) {
    await publishJob(services, (await stopStoring(services.db, attempt)).job)
    return comeAgain(services, attempt, claim.job)
  }
  if (!stored.ok) {
    const { failure } = stored
    await giveUpAttempt(services, attempt, { failure, isOwed: true })
    return DONE
  }
  const done = { jobId: attempt.jobId, attemptId: attempt.id, ...stored }
  const { moved, job } = await completeJob(services.db, done)
  // It failed meanwhile, by its deadline: its owner gets the music all the same.
  if (!moved && job?.status === 'failed') return handOver(services, done)
  // Canceled meanwhile, or completed by a consumer that took over: these copies belong to nobody.
  if (!moved) await services.files.delete([stored.audio.key, stored.peaks.key])
  await publishJob(services, job)
  if (!moved || job === null) return DONE
  await recordSuccess(services, attempt)
  // Any other that is at it may stop.
  if (job.attempts > 1) await services.queues.send({ kind: 'stop', jobId: attempt.jobId })
  return DONE
}

async function give(
  services: Finisher,
  attempt: Attempt,
  job: Job,
  audioUrl: string,
): Promise<Outcome> {
  const stored = await fetchAudio(services, attempt, job, audioUrl)
  if (stored.ok)
    return handOver(services, { jobId: attempt.jobId, attemptId: attempt.id, ...stored })
  return stored.failure === null ? comeAgain(services, attempt, job) : forget(services, attempt)
}

async function handOver(
  services: Finisher,
  done: Parameters<typeof giveTrack>[1],
): Promise<Outcome> {
  const { moved, job } = await giveTrack(services.db, done)
  if (!moved) {
    await services.files.delete([done.audio.key, done.peaks.key])
    await markProcessed(services.db, done.attemptId)
  }
  await publishJob(services, job)
  return DONE
}

function fetchAudio(
  services: Finisher,
  attempt: Attempt,
  job: { userId: string; trackId: string },
  url: string,
): Promise<StoredAudio> {
  const { files: host } = services.providers[attempt.provider]
  return storeTrackAudio(services, job, { url, host })
}
