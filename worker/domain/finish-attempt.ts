import { readAttempt } from '../db/attempts.ts'
import { markProcessed } from '../db/inbox.ts'
import { claimStoring, completeJob } from '../db/jobs.ts'
import type { Attempt, Job } from '../db/schema.ts'
import type { Services } from '../services.ts'
import { failJob } from './fail-job.ts'
import { isFinished } from './job-states.ts'
import { DONE, type Outcome } from './outcome.ts'
import { publishJob } from './publish-job.ts'
import { DOWNLOAD_SECONDS_MAX, storeTrackAudio } from './store-track-audio.ts'
import { providerOf, renderOf } from './watch-attempt.ts'

/** How long one consumer may store alone: two downloads and the measuring. */
const STORING_SECONDS = 2 * DOWNLOAD_SECONDS_MAX + 30
const ASK_AGAIN_SECONDS = 5
/** So that a message outlives another consumer's storing before its retries are used up. */
const STORED_ELSEWHERE_SECONDS = 15

type Finisher = Pick<Services, 'config' | 'db' | 'redis' | 'providers'>

/**
 * Asks the provider what became of a render and ends its job: audio into storage first, then the
 * track, the settled hold and the files in one statement. Whoever told us to look, and however
 * often, only that statement counts, and it can succeed once.
 */
export async function finishAttempt(services: Finisher, attemptId: string): Promise<Outcome> {
  const found = await readAttempt(services.db, attemptId)
  if (found === null) return { dropBecause: 'no such attempt' }
  const { attempt, job } = found
  if (isFinished(job.status)) {
    await markProcessed(services.db, attemptId)
    return DONE
  }
  const render = renderOf(attempt)
  if (render === null) return { dropBecause: 'the provider has not named this render yet' }
  const result = await services.providers[providerOf(attempt)].result(render)
  switch (result.state) {
    case 'failed':
      await failJob(services, { jobId: job.id, attemptId, failure: result.failure })
      return DONE
    case 'pending':
    case 'unavailable':
      return { retryAfterSeconds: ASK_AGAIN_SECONDS }
    case 'ready':
      return store(services, attempt, job, result.audioUrl)
  }
}

async function store(
  services: Finisher,
  attempt: Attempt,
  { id: jobId }: Job,
  audioUrl: string,
): Promise<Outcome> {
  const attemptId = attempt.id
  const claim = await claimStoring(services.db, jobId, STORING_SECONDS)
  if (!claim.moved || claim.job === null) return { retryAfterSeconds: STORED_ELSEWHERE_SECONDS }
  await publishJob(services, claim.job)
  const stored = await storeTrackAudio(services, claim.job, {
    url: audioUrl,
    files: services.providers[providerOf(attempt)].files,
  })
  if (!stored.ok && stored.failure === null) return { retryAfterSeconds: STORING_SECONDS }
  if (!stored.ok) {
    await failJob(services, { jobId, attemptId, failure: stored.failure })
    return DONE
  }
  const { moved, job } = await completeJob(services.db, { jobId, attemptId, ...stored })
  // Canceled meanwhile, or completed by a consumer that took over: these copies belong to nobody.
  if (!moved) await services.config.BUCKET.delete([stored.audio.key, stored.peaks.key])
  await publishJob(services, job)
  return DONE
}
