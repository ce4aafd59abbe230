import { isTripped } from '../../cache/engine-circuits.ts'
import { takeLook } from '../../db/attempts.ts'
import { type RenderProgress, recordAcceptance, recordProgress } from '../../db/jobs/progress.ts'
import { readJobToSubmit } from '../../db/jobs/read.ts'
import type { Attempt } from '../../db/schema.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import { attemptWebhookUrl } from '../../providers/attempt-webhook-url.ts'
import { enginesFor } from '../../providers/catalogue.ts'
import type { RenderState } from '../../providers/music-provider.ts'
import type { Services } from '../../services.ts'
import { isFinished } from '../../states/job-states.ts'
import { findDelay } from './find-delay.ts'
import { giveUpAttempt } from './give-up-attempt.ts'
import { nextStep } from './next-step.ts'
import { orderOf } from './order-of.ts'
import { publishJob } from './publish-job.ts'
import { renderOf } from './render-of.ts'

/** The last pause repeats. */
const LOOK_SECONDS = [2, 2, 4, 8, 15, 30] as const
export const FIRST_LOOK_SECONDS = LOOK_SECONDS[0]
/** How long the answer to a submit may stay lost while its engine fails, before another provider is asked. */
const CUT_OFF_SECONDS = 60
/** After this many searches, a submit that the provider doesn't list has never reached it. */
const SEARCHES_MAX = 5

type Watcher = Pick<Services, 'config' | 'db' | 'redis' | 'queues' | 'providers' | 'now'>

/** Takes each look once, so doubled messages die out. Needs no webhook to finish a render. */
export async function watchAttempt(
  services: Watcher,
  { attemptId, look }: { attemptId: string; look: number },
): Promise<Outcome> {
  const found = await takeLook(services.db, attemptId, look)
  if (found === null || isFinished(found.job.status)) return DONE
  const { attempt, job, isTakenOver } = found
  const seen = await readRenderState(services, attempt)
  const isKnownDone = seen.state === 'forgotten' && attempt.audioUrl !== null
  if (seen.state === 'done' || isKnownDone) {
    await services.queues.send({ kind: 'finish', attemptId })
    return DONE
  }
  if (seen.state === 'forgotten') {
    const isOwed = renderOf(attempt) !== null
    await giveUpAttempt(services, attempt, { failure: 'provider_failed', isOwed })
    return DONE
  }
  if (seen.state === 'queued' && isTakenOver) return leaveQueue(services, attempt)
  const overdue =
    findDelay(withSight(attempt, seen, services.now()), job, services.now()) ??
    (seen.state === 'unavailable' && (await isCutOff(services, attempt)) ? 'timed_out' : null)
  if (overdue) await giveUpAttempt(services, attempt, { overdue })
  else if (seen.state !== 'unavailable') await showProgress(services, attempt, seen)
  const next = { kind: 'watch', attemptId, look: attempt.looks } as const
  await services.queues.send(next, { delaySeconds: secondsAfter(attempt.looks) })
  return DONE
}

const secondsAfter = (looks: number) => LOOK_SECONDS[Math.min(looks, LOOK_SECONDS.length - 1)] ?? 30

async function readRenderState(services: Watcher, attempt: Attempt): Promise<RenderState> {
  const provider = services.providers[attempt.provider]
  const render = renderOf(attempt)
  if (render) return provider.look(render)
  if (!provider.find) return { state: 'unavailable' }
  const search = await provider.find(await attemptWebhookUrl(services.config, attempt))
  if (search.state === 'missing')
    return { state: attempt.looks < SEARCHES_MAX ? 'unavailable' : 'forgotten' }
  if (search.state === 'unavailable') return search
  const { id: attemptId, jobId } = attempt
  const accepted = { attemptId, jobId, requestId: search.requestId }
  await publishJob(services, (await recordAcceptance(services.db, accepted)).job)
  return provider.look({ endpoint: attempt.endpoint, requestId: search.requestId })
}

/** What has not begun is canceled, so that the studio pays one provider. */
async function leaveQueue(services: Watcher, attempt: Attempt): Promise<Outcome> {
  const render = renderOf(attempt)
  if (render) await services.providers[attempt.provider].cancel(render)
  await giveUpAttempt(services, attempt, { failure: 'provider_busy', isOwed: true })
  return DONE
}

/** Whether nobody can tell what became of a submit, its engine fails, and another provider can make the song. */
async function isCutOff({ db, redis, now }: Watcher, attempt: Attempt): Promise<boolean> {
  const seconds = (now().getTime() - attempt.submittedAt.getTime()) / 1000
  if (attempt.status !== 'unknown' || seconds < CUT_OFF_SECONDS) return false
  if (!(await isTripped(redis, attempt).catch(() => false))) return false
  const found = await readJobToSubmit(db, attempt.jobId)
  if (found === null) return false
  const attempts = found.attempts.map((each) =>
    each.id === attempt.id ? { ...each, status: 'overdue' as const } : each,
  )
  const step = nextStep(enginesFor(found.track.model, orderOf(found.track)), attempts)
  return step.do === 'submit' && step.engines.some(({ provider }) => provider !== attempt.provider)
}

/** As `recordProgress` would write it. */
function withSight(attempt: Attempt, { state }: RenderState, now: Date): Attempt {
  if (state === 'queued') return { ...attempt, lastQueuedAt: now }
  return state === 'rendering' ? { ...attempt, beganAt: attempt.beganAt ?? now } : attempt
}

async function showProgress(
  services: Watcher,
  attempt: Attempt,
  seen: Extract<RenderState, { state: 'queued' | 'rendering' }>,
): Promise<void> {
  const { moved, job } = await recordProgress(services.db, attempt, progressOf(seen))
  if (moved) await publishJob(services, job)
}

/** 5–15 while queued, the nearer the higher; 15–85 while rendering, by the provider's logs. */
function progressOf(seen: Extract<RenderState, { state: 'queued' | 'rendering' }>): RenderProgress {
  if (seen.state === 'rendering') {
    const progress = Math.round(15 + 70 * seen.fraction)
    return { transition: 'render', progress, queuePosition: null }
  }
  const { queuePosition } = seen
  const progress = queuePosition === null ? 5 : Math.max(5, 15 - queuePosition)
  return { transition: 'wait', progress, queuePosition }
}
