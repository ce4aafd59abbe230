import { takeLook } from '../../db/attempts.ts'
import { type RenderProgress, recordAcceptance, recordProgress } from '../../db/jobs/progress.ts'
import type { Attempt } from '../../db/schema.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import { attemptWebhookUrl } from '../../providers/attempt-webhook-url.ts'
import type { RenderState } from '../../providers/music-provider.ts'
import type { Services } from '../../services.ts'
import { isFinished } from '../../states/job-states.ts'
import { giveUpAttempt } from './give-up-attempt.ts'
import { isOverdue } from './is-overdue.ts'
import { publishJob } from './publish-job.ts'
import { renderOf } from './render-of.ts'

/** The last pause repeats. */
const LOOK_SECONDS = [2, 2, 4, 8, 15, 30] as const
export const FIRST_LOOK_SECONDS = LOOK_SECONDS[0]
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
  const { attempt, job } = found
  const seen = await readRenderState(services, attempt)
  if (seen.state === 'done') {
    await services.queues.send({ kind: 'finish', attemptId })
    return DONE
  }
  if (seen.state === 'forgotten') {
    const isOwed = renderOf(attempt) !== null
    await giveUpAttempt(services, attempt, { failure: 'provider_failed', isOwed })
    return DONE
  }
  if (isOverdue(attempt, job, services.now())) await giveUpAttempt(services, attempt, 'overdue')
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
