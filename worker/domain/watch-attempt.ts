import { takeLook } from '../db/attempts.ts'
import { recordProgress } from '../db/jobs.ts'
import type { Attempt, Job } from '../db/schema.ts'
import type { RenderState } from '../providers/music-provider.ts'
import type { Services } from '../services.ts'
import { enqueue } from './enqueue.ts'
import { failJob } from './fail-job.ts'
import { isFinished } from './job-states.ts'
import { DONE, type Outcome } from './outcome.ts'
import { publishJob } from './publish-job.ts'

/** When a render is looked at again; the last stands for every look after it. */
const LOOK_SECONDS = [2, 2, 4, 8, 15, 30] as const
export const FIRST_LOOK_SECONDS = LOOK_SECONDS[0]

const ENGINE_SECONDS_MAX = 600

type Watcher = Pick<Services, 'config' | 'db' | 'redis' | 'providers' | 'now'>

/**
 * Looks once at how a render is getting on, shows it, and sends the next look ahead. Finishes the
 * job when the provider is done and its webhook isn't here; gives the attempt up when it is still not
 * done after the time that its engine may take, or past the job's deadline. A look that was taken
 * before is not taken again, so doubled messages die out.
 */
export async function watchAttempt(
  services: Watcher,
  { attemptId, look }: { attemptId: string; look: number },
): Promise<Outcome> {
  const found = await takeLook(services.db, attemptId, look)
  if (found === null || isFinished(found.job.status)) return DONE
  const { attempt, job } = found
  const render = renderOf(attempt)
  const seen: RenderState = render
    ? await services.providers[providerOf(attempt)].look(render)
    : { state: 'unavailable' }
  // Music that is made is taken, however late; and so it is not given up while nobody can tell.
  const maybeMade = seen.state === 'done' || (render !== null && seen.state === 'unavailable')
  if (!maybeMade && isOverdue(attempt, job, services.now())) {
    await giveUp(services, attempt, job)
    return DONE
  }
  return follow(services, attempt, job, seen)
}

async function follow(
  services: Watcher,
  attempt: Attempt,
  job: Job,
  seen: RenderState,
): Promise<Outcome> {
  if (seen.state === 'done') {
    await enqueue(services.config, { kind: 'finish', attemptId: attempt.id })
    return DONE
  }
  if (seen.state === 'forgotten') {
    const failed = { jobId: job.id, attemptId: attempt.id, failure: 'provider_failed' } as const
    await failJob(services, failed)
    return DONE
  }
  if (seen.state !== 'unavailable') {
    const { moved, job: now } = await recordProgress(services.db, job.id, progressOf(seen))
    if (moved) await publishJob(services, now)
  }
  const next = { kind: 'watch', attemptId: attempt.id, look: attempt.looks } as const
  const delay = LOOK_SECONDS[Math.min(attempt.looks, LOOK_SECONDS.length - 1)]
  await enqueue(services.config, next, delay)
  return DONE
}

/** 5–15 while queued, the nearer the higher; 15–85 by the provider's own logs while rendering. */
function progressOf(seen: Extract<RenderState, { state: 'queued' | 'rendering' }>) {
  if (seen.state === 'rendering') {
    const progress = Math.round(15 + 70 * seen.fraction)
    const stage = seen.stage ?? 'Making the music'
    return { status: 'rendering', stage, progress, queuePosition: null } as const
  }
  const { queuePosition } = seen
  const progress = queuePosition === null ? 5 : Math.max(5, 15 - queuePosition)
  const stage = 'Waiting for a place at the provider'
  return { status: 'submitted', stage, progress, queuePosition } as const
}

async function giveUp(services: Watcher, attempt: Attempt, job: Job): Promise<void> {
  await failJob(services, { jobId: job.id, attemptId: attempt.id, failure: 'timed_out' })
  const render = renderOf(attempt)
  if (render) await services.providers[providerOf(attempt)].cancel(render)
}

function isOverdue(attempt: Attempt, job: Job, now: Date): boolean {
  const seconds = (now.getTime() - attempt.submittedAt.getTime()) / 1000
  return seconds > ENGINE_SECONDS_MAX || now > job.deadline
}

/** What the provider calls this attempt; null while only it knows. */
export function renderOf({ endpoint, providerRequestId }: Attempt) {
  return providerRequestId === null ? null : { endpoint, requestId: providerRequestId }
}

export function providerOf({ provider }: Attempt): 'fal' {
  // Attempts are only written with the provider of a catalogue engine.
  return provider as 'fal'
}
