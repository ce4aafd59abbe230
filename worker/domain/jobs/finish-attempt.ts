import { readAttempt } from '../../db/attempts.ts'
import { completeJob } from '../../db/jobs/complete.ts'
import type { ShownJob } from '../../db/jobs/shown.ts'
import { claimStoring, stopStoring } from '../../db/jobs/store.ts'
import type { Attempt } from '../../db/schema.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import { logPassingError } from '../../observability/log.ts'
import type { RenderRef, RenderResult } from '../../providers/music-provider.ts'
import type { Services } from '../../services.ts'
import { AUDIO_FAILURES } from '../../states/job-failures.ts'
import { isFinished } from '../../states/job-states.ts'
import { completeLate, giveLateMusic } from './give-late-music.ts'
import { giveUpAttempt } from './give-up-attempt.ts'
import { markProcessed } from './mark-processed.ts'
import { mayTakeMusic } from './may-take-music.ts'
import { publishJob } from './publish-job.ts'
import { recordSuccess } from './record-engine-health.ts'
import { renderOf } from './render-of.ts'
import { retryLater } from './retry-later.ts'
import { DOWNLOAD_SECONDS_MAX, type StoredAudio, storeTrackAudio } from './store-track-audio.ts'
import { wakeNext } from './wake-next.ts'

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
  if (!mayTakeMusic(job)) return markProcessed(services, attempt)
  if (hadBadAudio(attempt)) return markProcessed(services, attempt)
  if (render === null) return { dropBecause: 'the provider has not named this render yet' }
  const result = await readResult(services, attempt, render)
  switch (result.state) {
    case 'failed':
      await giveUpAttempt(services, attempt, { failure: result.failure, isOwed: true })
      return markProcessed(services, attempt)
    case 'pending':
    case 'unavailable':
      return retryLater(services, attempt, job)
    case 'ready':
      return isFinished(job.status)
        ? giveLateMusic(services, attempt, job, result.audioUrl)
        : store(services, attempt, result.audioUrl)
  }
}

/** Providers forget results within an hour. What a signed webhook has named may be there for longer. */
async function readResult(
  { providers }: Pick<Services, 'providers'>,
  { provider, audioUrl }: Attempt,
  render: RenderRef,
): Promise<RenderResult> {
  const told = await providers[provider].result(render)
  return told.state === 'ready' || audioUrl === null ? told : { state: 'ready', audioUrl }
}

function hadBadAudio({ status, errorCode }: Attempt): boolean {
  return status === 'failed' && errorCode !== null && AUDIO_FAILURES.includes(errorCode)
}

async function store(services: Finisher, attempt: Attempt, audioUrl: string): Promise<Outcome> {
  const { moved, job: claimed } = await claimStoring(services.db, attempt, STORING_SECONDS)
  if (!moved || claimed === null) return { retryAfterSeconds: STORED_ELSEWHERE_SECONDS }
  await publishJob(services, claimed)
  const { files: host } = services.providers[attempt.provider]
  const stored = await storeTrackAudio(services, claimed, { url: audioUrl, host }).catch((error) =>
    giveClaimBack(services, attempt, { claimed, error }),
  )
  if (stored.ok) return complete(services, attempt, { claimed, stored })
  if (stored.failure === null) {
    await publishJob(services, (await stopStoring(services.db, attempt, claimed)).job)
    return retryLater(services, attempt, claimed)
  }
  await giveUpAttempt(services, attempt, { failure: stored.failure, isOwed: true })
  return DONE
}

async function complete(
  services: Finisher,
  attempt: Attempt,
  { claimed, stored }: { claimed: ShownJob; stored: StoredAudio & { ok: true } },
): Promise<Outcome> {
  const music = { jobId: attempt.jobId, attemptId: attempt.id, ...stored }
  const keys = [music.audio.key, music.peaks.key]
  const { moved, job, next } = await completeJob(services.db, music, claimed).catch((error) =>
    giveClaimBack(services, attempt, { claimed, error, keys }),
  )
  if (!moved && job && isFinished(job.status) && mayTakeMusic(job))
    return completeLate(services, music)
  // Canceled meanwhile, or completed by a consumer that took over.
  if (!moved) await services.files.delete(keys)
  await publishJob(services, job)
  if (!moved || job === null) return DONE
  await wakeNext(services, next)
  await recordSuccess(services, attempt)
  if (job.attempts > 1) await services.queues.send({ kind: 'stop', jobId: attempt.jobId })
  await services.queues.sendBatch([
    { kind: 'measure', fileId: music.audio.id },
    { kind: 'draw', trackId: job.trackId },
  ])
  return DONE
}

/**
 * For storage or a database that has failed: the next try goes on at once. What was stored under the claim is deleted
 * only if the claim was still ours to give back. Without it a completion that is under way can't happen any more.
 */
async function giveClaimBack(
  services: Finisher,
  attempt: Attempt,
  { claimed, error, keys = [] }: { claimed: ShownJob; error: unknown; keys?: string[] },
): Promise<never> {
  try {
    const { moved, job } = await stopStoring(services.db, attempt, claimed)
    await publishJob(services, job)
    if (moved) await services.files.delete(keys)
  } catch (reason) {
    logPassingError('claim_not_given_back', reason, { attemptId: attempt.id })
  }
  throw error
}
