import { readAttempt } from '../../db/attempts.ts'
import { completeJob } from '../../db/jobs/complete.ts'
import { claimStoring, stopStoring } from '../../db/jobs/store.ts'
import type { Attempt } from '../../db/schema.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import type { Services } from '../../services.ts'
import { AUDIO_FAILURES } from '../../states/job-failures.ts'
import { completeLate, giveLateMusic } from './give-late-music.ts'
import { giveUpAttempt } from './give-up-attempt.ts'
import { markProcessed } from './mark-processed.ts'
import { publishJob } from './publish-job.ts'
import { recordSuccess } from './record-engine-health.ts'
import { renderOf } from './render-of.ts'
import { retryLater } from './retry-later.ts'
import { DOWNLOAD_SECONDS_MAX, storeTrackAudio } from './store-track-audio.ts'

const STORING_SECONDS = 2 * DOWNLOAD_SECONDS_MAX + 30
/** A message outlives another consumer's storing before its retries are used up. */
const STORED_ELSEWHERE_SECONDS = 15

type Finisher = Pick<Services, 'db' | 'redis' | 'files' | 'queues' | 'providers' | 'now'>

/** Completes the job once, however often called. The first music wins, even of an attempt given up. */
export async function finishAttempt(services: Finisher, attemptId: string): Promise<Outcome> {
  const found = await readAttempt(services.db, attemptId)
  if (found === null) return { dropBecause: 'no such attempt' }
  const { attempt, job } = found
  const render = renderOf(attempt)
  if (job.status === 'canceled' || job.status === 'complete')
    return markProcessed(services, attempt)
  if (hadBadAudio(attempt)) return markProcessed(services, attempt)
  if (render === null) return { dropBecause: 'the provider has not named this render yet' }
  const result = await services.providers[attempt.provider].result(render)
  switch (result.state) {
    case 'failed':
      await giveUpAttempt(services, attempt, { failure: result.failure, isOwed: true })
      return markProcessed(services, attempt)
    case 'pending':
    case 'unavailable':
      return retryLater(services, attempt, job)
    case 'ready':
      return job.status === 'failed'
        ? giveLateMusic(services, attempt, job, result.audioUrl)
        : store(services, attempt, result.audioUrl)
  }
}

function hadBadAudio({ status, errorCode }: Attempt): boolean {
  return status === 'failed' && errorCode !== null && AUDIO_FAILURES.includes(errorCode)
}

async function store(services: Finisher, attempt: Attempt, audioUrl: string): Promise<Outcome> {
  const claim = await claimStoring(services.db, attempt, STORING_SECONDS)
  if (!claim.moved || claim.job === null) return { retryAfterSeconds: STORED_ELSEWHERE_SECONDS }
  await publishJob(services, claim.job)
  const { files: host } = services.providers[attempt.provider]
  const stored = await storeTrackAudio(services, claim.job, { url: audioUrl, host })
  if (!stored.ok && stored.failure === null) {
    await publishJob(services, (await stopStoring(services.db, attempt)).job)
    return retryLater(services, attempt, claim.job)
  }
  if (!stored.ok) {
    await giveUpAttempt(services, attempt, { failure: stored.failure, isOwed: true })
    return DONE
  }
  const music = { jobId: attempt.jobId, attemptId: attempt.id, ...stored }
  const { moved, job } = await completeJob(services.db, music)
  if (!moved && job?.status === 'failed') return completeLate(services, music)
  // Canceled meanwhile, or completed by a consumer that took over.
  if (!moved) await services.files.delete([music.audio.key, music.peaks.key])
  await publishJob(services, job)
  if (!moved || job === null) return DONE
  await recordSuccess(services, attempt)
  if (job.attempts > 1) await services.queues.send({ kind: 'stop', jobId: attempt.jobId })
  return DONE
}
