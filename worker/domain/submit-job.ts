import { claimAttempt, recordLostAnswer, recordRefusal } from '../db/attempts.ts'
import { readJobForSubmit, recordAcceptance } from '../db/jobs.ts'
import type { Attempt, Job, Track } from '../db/schema.ts'
import { signAttempt } from '../providers/attempt-signature.ts'
import { type Engine, enginesFor } from '../providers/catalogue.ts'
import type { SubmitAnswer } from '../providers/music-provider.ts'
import type { Services } from '../services.ts'
import { enqueue } from './enqueue.ts'
import { failJob } from './fail-job.ts'
import { newId } from './ids.ts'
import { isFinished } from './job-states.ts'
import { DONE, type Outcome } from './outcome.ts'
import { publishJob } from './publish-job.ts'
import { orderOf } from './song-order.ts'
import { FIRST_LOOK_SECONDS } from './watch-attempt.ts'

/** How often a provider that is too busy is asked before the job is given up. */
const SUBMIT_TRIES_MAX = 5

type Submitter = Pick<Services, 'config' | 'db' | 'redis' | 'providers'>

/**
 * Hands a queued job to its provider: at most one paid request per attempt, and never a second
 * while an earlier one may have been accepted.
 */
export async function submitJob(services: Submitter, jobId: string): Promise<Outcome> {
  const found = await readJobForSubmit(services.db, jobId)
  if (found === null) return { dropBecause: 'no such job' }
  const { job, track, attempts } = found
  if (job.status !== 'queued' || attempts.some((attempt) => attempt.status !== 'deferred'))
    return DONE
  if (attempts.length >= SUBMIT_TRIES_MAX) {
    await failJob(services, { jobId, failure: 'provider_busy' })
    return DONE
  }
  const order = orderOf(track)
  const [engine] = enginesFor(track.model, order)
  if (!engine) throw new Error(`No engine fits ${jobId}`)
  const attempt = {
    id: newId('att'),
    jobId,
    number: attempts.length + 1,
    provider: engine.provider,
    endpoint: engine.endpoint,
    costMicros: engine.costMicros(order),
  }
  if (!(await claimAttempt(services.db, attempt))) return DONE
  return recordAnswer(services, job, attempt.id, await submit(services, engine, track, attempt.id))
}

async function submit(
  { config, providers }: Submitter,
  engine: Engine,
  track: Track,
  attemptId: Attempt['id'],
): Promise<SubmitAnswer> {
  const signature = await signAttempt(config.WEBHOOK_SECRET, attemptId)
  const webhook = new URL(`/api/webhooks/${engine.provider}`, config.PUBLIC_URL)
  webhook.search = new URLSearchParams({ attempt: attemptId, signature }).toString()
  return providers[engine.provider].submit({
    endpoint: engine.endpoint,
    input: engine.input(orderOf(track)),
    webhookUrl: webhook.href,
    priority: 'normal',
  })
}

async function recordAnswer(
  services: Submitter,
  job: Job,
  attemptId: string,
  answer: SubmitAnswer,
): Promise<Outcome> {
  const { db, config } = services
  switch (answer.outcome) {
    case 'failed':
      await failJob(services, { jobId: job.id, attemptId, failure: answer.failure })
      await recordRefusal(db, attemptId)
      return DONE
    case 'busy':
      await recordRefusal(db, attemptId)
      return { retryAfterSeconds: answer.retryAfterSeconds }
    case 'unknown':
      await recordLostAnswer(db, attemptId)
      await enqueue(config, { kind: 'watch', attemptId, look: 0 }, FIRST_LOOK_SECONDS)
      return DONE
    case 'accepted': {
      const accepted = { attemptId, jobId: job.id, requestId: answer.requestId }
      const { job: now } = await recordAcceptance(db, accepted)
      await publishJob(services, now)
      const next = now && isFinished(now.status) ? stopMessage(job.id) : watchMessage(attemptId)
      await enqueue(config, next, FIRST_LOOK_SECONDS)
      return DONE
    }
  }
}

const watchMessage = (attemptId: string) => ({ kind: 'watch', attemptId, look: 0 }) as const
const stopMessage = (jobId: string) => ({ kind: 'stop', jobId }) as const
