import { expect, it } from 'vitest'
import { CATALOGUE } from '../../worker/providers/catalogue.ts'
import { isHandedOn, sayStage, sayTime } from './say-stage.ts'

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

it.each([
  [{}, 'Making the music'],
  [{ stageCode: 'waiting_to_send' }, 'Getting ready'],
  [{ stageCode: 'waiting_at_provider' }, 'In line with the music service'],
  [{ stageCode: 'waiting_at_provider', queuePosition: 0 }, 'Waiting, 1st in line'],
  [{ stageCode: 'waiting_at_provider', queuePosition: 1 }, 'Waiting, 2nd in line'],
  [{ stageCode: 'waiting_at_provider', queuePosition: 11 }, 'Waiting, 12th in line'],
  [{ stageCode: 'storing' }, 'Almost there: saving your track'],
  [{ stageCode: 'finding_provider' }, 'Moving it to another service. Same price'],
  [{ provider: 'replicate', attempts: 2 }, 'Another service is making the music'],
  [
    { stageCode: 'waiting_at_provider', provider: 'replicate', attempts: 2 },
    'We moved it to another service. Same price',
  ],
] as const)('says where a job is: %j', (change, words) => {
  expect(sayStage({ ...job, ...change })).toBe(words)
})

it('does not count as handed on when the first provider is asked again or was passed over', () => {
  expect(isHandedOn({ ...job, attempts: 3 })).toBe(false)
  expect(isHandedOn({ ...job, provider: 'replicate' })).toBe(false)
})

it('knows which provider is asked first', () => {
  for (const { engines } of Object.values(CATALOGUE)) expect(engines[0].provider).toBe('fal')
})

it('gives the usual time only when it is known, and says when a job is slow', () => {
  expect(sayTime(job)).toBe('0:30')
  expect(sayTime({ ...job, typicalSeconds: 40 })).toBe('0:30 of about 0:40')
  expect(sayTime({ ...job, typicalSeconds: 40 }, 61)).toBe(
    '1:01 · usually 40 s; this one is taking longer',
  )
})
