import { claimAttempt, deferAttempt, forgiveCost, recordLostAnswer } from '../../db/attempts.ts'
import { recordAcceptance } from '../../db/jobs/progress.ts'
import { type JobToSubmit, readJobToSubmit } from '../../db/jobs/read.ts'
import type { Attempt } from '../../db/schema.ts'
import { newId } from '../../ids.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import { attemptWebhookUrl } from '../../providers/attempt-webhook-url.ts'
import { enginesFor } from '../../providers/catalogue.ts'
import type { SubmitAnswer } from '../../providers/music-provider.ts'
import type { Services } from '../../services.ts'
import { isFinished, mayTake } from '../../states/job-states.ts'
import { failJob } from './fail-job.ts'
import { giveUpAttempt } from './give-up-attempt.ts'
import { nextStep } from './next-step.ts'
import { orderOf } from './order-of.ts'
import { pickEngine } from './pick-engine.ts'
import { publishJob } from './publish-job.ts'
import { recordFailure } from './record-engine-health.ts'
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
    await failJob(services, { jobId, failure: step.failure })
    return DONE
  }
  const engine = await pickEngine(services, step.engines)
  const attempt = await claimAttempt(services.db, {
    id: newId('att'),
    jobId,
    number: found.attempts.length + 1,
    provider: engine.provider,
    endpoint: engine.endpoint,
    costMicros: engine.costMicros(order),
  })
  if (attempt === null) return DONE
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
      if (!(await deferAttempt(db, attempt.id))) await forgiveCost(db, attempt.id)
      await recordFailure(services, attempt)
      return { retryAfterSeconds: answer.retryAfterSeconds }
    case 'unknown':
      await recordLostAnswer(db, attempt.id)
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
