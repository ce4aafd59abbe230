import type { Job } from '../../db/schema.ts'
import { JOB_STAGES, readStage } from '../../states/job-stages.ts'

export function answerJob(job: Job, now: Date) {
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
    createdAt: job.createdAt.toISOString(),
    ...(job.finishedAt === null ? {} : { finishedAt: job.finishedAt.toISOString() }),
  }
}

export type JobAnswer = ReturnType<typeof answerJob>
