import type { ShownJob } from '../../db/jobs/shown.ts'
import { JOB_STAGES, readStage } from '../../states/job-stages.ts'
import { isFinished } from '../../states/job-states.ts'

/** `freeCancels`: how many of a person's cancels a day give the credits back when a provider may have the job. */
export function answerJob(job: ShownJob, { now, freeCancels }: { now: Date; freeCancels: number }) {
  const stageCode = readStage(job.stage, job.status)
  const until = job.finishedAt ?? now
  return {
    id: job.id,
    trackId: job.trackId,
    kind: job.kind,
    status: job.status,
    stage: JOB_STAGES[stageCode],
    stageCode,
    progress: job.progress,
    ...(job.queuePosition === null ? {} : { queuePosition: job.queuePosition }),
    elapsedSeconds: Math.max(0, Math.round((until.getTime() - job.createdAt.getTime()) / 1000)),
    ...(job.typicalSeconds === null ? {} : { typicalSeconds: job.typicalSeconds }),
    provider: job.provider,
    attempts: job.attempts,
    ...(job.errorCode === null
      ? {}
      : { error: { code: job.errorCode, message: job.errorMessage ?? '' } }),
    credits: job.credits,
    cancelRefunds: isFinished(job.status)
      ? !job.charged
      : !job.atProvider || job.cancelsUsed < freeCancels,
    createdAt: job.createdAt.toISOString(),
    ...(job.finishedAt === null ? {} : { finishedAt: job.finishedAt.toISOString() }),
  }
}

export type JobAnswer = ReturnType<typeof answerJob>
