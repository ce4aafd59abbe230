import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'

/** What the API tells of a job that is under way. */
export const RENDERING_JOB: JobAnswer = {
  id: 'job_1',
  trackId: 'trk_1',
  kind: 'generate',
  status: 'rendering',
  stage: 'Making the music',
  stageCode: 'rendering',
  progress: 40,
  elapsedSeconds: 30,
  provider: 'fal',
  attempts: 1,
  credits: 5,
  cancelRefunds: true,
  createdAt: '2026-11-22T20:00:00.000Z',
}
