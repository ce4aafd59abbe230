import { expect, it } from 'vitest'
import { announceStage, stageStates, typically } from './job-stages.ts'

const job = {
  id: 'job_1',
  trackId: 'trk_1',
  kind: 'generate',
  status: 'rendering',
  stage: 'Rendering',
  progress: 40,
  elapsedSeconds: 30,
  provider: 'fal',
  attempts: 1,
  credits: 5,
  createdAt: '2026-11-22T20:00:00.000Z',
} as const

it('shows where a job is', () => {
  expect(stageStates(job)).toEqual(['done', 'done', 'now', 'ahead', 'ahead'])
  expect(stageStates({ status: 'queued', progress: 0 })[0]).toBe('now')
  expect(new Set(stageStates({ status: 'complete', progress: 100 }))).toEqual(new Set(['done']))
})

it('shows where a job stopped', () => {
  const stoppedAt = (progress: number) =>
    stageStates({ status: 'failed', progress }).indexOf('stopped')
  expect([0, 5, 14, 15, 85, 90].map(stoppedAt)).toEqual([0, 1, 1, 2, 2, 3])
})

it('says why a job ended early and that it cost nothing', () => {
  const message = 'The provider took too long. Nothing was charged.'
  const error = { code: 'timed_out', message }
  expect(announceStage({ ...job, status: 'failed', error })).toBe(message)
  expect(announceStage({ ...job, status: 'canceled', credits: 1 })).toContain('Its credit is back')
})

it('tells the usual time only when it is known, and owns up when a job is slow', () => {
  expect(typically(job)).toBeNull()
  expect(typically({ ...job, typicalSeconds: 40 })).toBe('typically about 40 s')
  expect(typically({ ...job, typicalSeconds: 40, elapsedSeconds: 61 })).toContain('slow')
})
