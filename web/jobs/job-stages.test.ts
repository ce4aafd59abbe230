import { expect, it } from 'vitest'
import { CATALOGUE } from '../../worker/providers/catalogue.ts'
import { announceStage, isHandedOn, stageStates, typically } from './job-stages.ts'

const job = {
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
  createdAt: '2026-11-22T20:00:00.000Z',
} as const

it('shows where a job is', () => {
  expect(stageStates(job)).toEqual(['done', 'done', 'now', 'ahead', 'ahead'])
  expect(stageStates({ ...job, status: 'queued', progress: 0 })[0]).toBe('now')
  expect(new Set(stageStates({ ...job, status: 'complete', progress: 100 }))).toEqual(
    new Set(['done']),
  )
})

it('shows where a job stopped', () => {
  const stoppedAt = (progress: number) =>
    stageStates({ ...job, status: 'failed', progress }).indexOf('stopped')
  expect([0, 5, 14, 15, 85, 90].map(stoppedAt)).toEqual([0, 1, 1, 2, 2, 3])
})

it('never shows a job going back when it is handed on, and says which provider has it', () => {
  const sent = { ...job, status: 'submitted', progress: 90 } as const
  const looking = { ...sent, stageCode: 'finding_provider' } as const
  const elsewhere = { ...sent, provider: 'replicate', attempts: 2 } as const
  for (const each of [looking, elsewhere]) expect(stageStates(each).indexOf('now')).toBe(3)
  const again = 'The first recording could not be used.'
  expect(announceStage(looking)).toBe(`${again} Another provider is being asked.`)
  const making = 'Another provider is making the music now.'
  expect(announceStage({ ...elsewhere, status: 'rendering' })).toBe(`${again} ${making}`)
  expect(announceStage({ ...elsewhere, status: 'rendering', progress: 50 })).toBe(making)
  expect(announceStage({ ...elsewhere, progress: 5 })).toMatch(/^Another provider has taken over/)
  expect(announceStage({ ...looking, status: 'queued', progress: 0 })).toBe(
    'The first provider could not make it. Another provider is being asked.',
  )
  expect(stageStates({ ...elsewhere, status: 'storing' }).indexOf('now')).toBe(3)
})

it('does not count as handed on when the first provider is asked again or was passed over', () => {
  expect(isHandedOn({ ...job, attempts: 3 })).toBe(false)
  expect(isHandedOn({ ...job, provider: 'replicate' })).toBe(false)
  expect(stageStates({ ...job, status: 'submitted', attempts: 2, progress: 15 })[1]).toBe('now')
})

it('knows which provider is asked first', () => {
  for (const { engines } of Object.values(CATALOGUE)) expect(engines[0].provider).toBe('fal')
})

it('says why a job ended early and that it cost nothing', () => {
  const message = 'The provider took too long. Nothing was charged.'
  const error = { code: 'timed_out', message } as const
  expect(announceStage({ ...job, status: 'failed', error })).toBe(message)
  expect(announceStage({ ...job, status: 'canceled', credits: 1 })).toContain('Its credit is back')
})

it('gives the usual time only when it is known, and says when a job is slow', () => {
  expect(typically(job)).toBeNull()
  expect(typically({ ...job, typicalSeconds: 40 })).toBe('typically about 40 s')
  expect(typically({ ...job, typicalSeconds: 40, elapsedSeconds: 61 })).toContain('slow')
})
