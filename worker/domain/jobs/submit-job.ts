import { claimAttempt, deferAttempt, forgiveCost, recordLostAnswer } from '../../db/attempts.ts'
import { readNextInLine } from '../../db/jobs/line.ts'
import { recordAcceptance } from '../../db/jobs/progress.ts'
import { type JobToSubmit, readJobToSubmit } from '../../db/jobs/read.ts'
import type { Attempt } from '../../db/schema.ts'
import { newId } from '../../ids.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import { attemptWebhookUrl } from '../../providers/attempt-webhook-url.ts'
import { enginesFor } from '../../providers/catalogue.ts'
import type { ProviderName } from '../../providers/model.ts'
import type { SubmitAnswer } from '../../providers/music-provider.ts'
import type { Services } from '../../services.ts'
import { isFinished, mayTake } from '../../states/job-states.ts'
import { failJobs } from './fail-jobs.ts'
import { giveUpAttempt } from './give-up-attempt.ts'
import { loseMusic } from './lose-music.ts'
import { nextStep } from './next-step.ts'
import { orderOf } from './order-of.ts'
import { pickEngine } from './pick-engine.ts'
import { publishJob } from './publish-job.ts'
import { recordFailure } from './record-engine-health.ts'
import { showLine } from './show-line.ts'
import { wakeNext } from './wake-next.ts'
import { FIRST_LOOK_SECONDS } from './watch-attempt.ts'

type Submitter = Pick<Services, 'config' | 'db' | 'redis' | 'queues' | 'providers' | 'now'>

/** Sends at most one paid request per attempt, and none while a provider may hold an earlier one. */
export async function submitJob(services: Submitter, jobId: string): Promise<Outcome> {
  const found = await readJobToSubmit(services.db, jobId)
  if (found === null) return { dropBecause: 'no such job' }
  if (!mayTake('submit', found.job.status)) return DONE
  const order = orderOf(found.track)
  const step = nextStep(enginesFor(found.track.model, order), found.attempts)
  if (step.do === 'wait') return DONE
  if (step.do === 'fail') {
    await failJobs(services, { jobIds: [jobId], failure: step.failure })
    return DONE
  }
  const engine = await pickEngine(services, step.engines)
  const claimed = await claimAttempt(services.db, {
    id: newId('att'),
    jobId,
    number: found.attempts.length + 1,
    provider: engine.provider,
    endpoint: engine.endpoint,
    costMicros: engine.costMicros(order),
    placesMax: placesAt(services, engine.provider),
    isPaying: found.isPaying,
  })
  await publishJob(services, claimed?.job ?? null)
  const line = claimed?.job.line ?? found.job.line
  if (line !== null) await showLine(services, line)
  if (!claimed?.attempt) return DONE
  const { attempt } = claimed
  // There may be a place for the one behind it, too.
  if (found.job.line !== null) await wakeNext(services, await readNextInLine(services.db))
  const answer = await services.providers[engine.provider].submit({
    endpoint: engine.endpoint,
    input: engine.input(order),
    webhookUrl: await attemptWebhookUrl(services.config, attempt),
    priority: found.isPaying ? 'normal' : 'low',
  })
  return recordAnswer(services, found, attempt, answer)
}

async function recordAnswer(
  services: Submitter,
  { job }: JobToSubmit,
  attempt: Attempt,
  answer: SubmitAnswer,
): Promise<Outcome> {
  const { db, queues } = services
  const watch = { kind: 'watch', attemptId: attempt.id, look: 0 } as const
  switch (answer.outcome) {
    case 'failed':
      await giveUpAttempt(services, attempt, { failure: answer.failure, isOwed: false })
      return DONE
    case 'busy':
      await defer(services, attempt)
      await recordFailure(services, attempt)
      return { retryAfterSeconds: answer.retryAfterSeconds }
    case 'unknown':
      await recordLostAnswer(db, attempt.id)
      await recordFailure(services, attempt)
      await queues.send(watch, { delaySeconds: FIRST_LOOK_SECONDS })
      return DONE
    case 'accepted': {
      const accepted = { attemptId: attempt.id, jobId: job.id, requestId: answer.requestId }
      const { job: now } = await recordAcceptance(db, accepted)
      await publishJob(services, now)
      const isOver = now !== null && isFinished(now.status)
      await queues.send(isOver ? { kind: 'stop', jobId: job.id } : watch, {
        delaySeconds: FIRST_LOOK_SECONDS,
      })
      return DONE
    }
  }
}

function placesAt({ config }: Pick<Services, 'config'>, provider: ProviderName): number {
  return provider === 'fal' ? config.FAL_CONCURRENCY : config.REPLICATE_CONCURRENCY
}

async function defer(services: Submitter, attempt: Attempt): Promise<void> {
  const { moved, job, next } = await deferAttempt(services.db, attempt)
  await wakeNext(services, next)
  if (moved) return publishJob(services, job)
  await forgiveCost(services.db, attempt.id)
  await loseMusic(services, attempt, 'provider_busy')
}
