import { expect, it } from 'vitest'
import { RENDERING_JOB } from '../../tests/harness/rendering-job.ts'
import { CATALOGUE } from '../../worker/providers/catalogue.ts'
import { isHandedOn, sayStage, sayTime } from './say-stage.ts'

it.each([
  [{}, 'Making the music'],
  [{ stageCode: 'waiting_to_send' }, 'Getting ready'],
  [{ stageCode: 'waiting_at_provider' }, 'In line with the music service'],
  [{ stageCode: 'waiting_at_provider', queuePosition: 0 }, 'Waiting, 1st in line'],
  [{ stageCode: 'waiting_at_provider', queuePosition: 1 }, 'Waiting, 2nd in line'],
  [{ stageCode: 'waiting_at_provider', queuePosition: 11 }, 'Waiting, 12th in line'],
  [{ stageCode: 'waiting_in_line', queuePosition: 2 }, 'Waiting for its turn, 3rd in line'],
  [{ stageCode: 'storing' }, 'Almost there: saving your track'],
  [{ stageCode: 'finding_provider' }, 'Moving it to another service. Same price'],
  [{ provider: 'replicate', attempts: 2 }, 'Another service is making the music'],
  [
    { stageCode: 'waiting_at_provider', provider: 'replicate', attempts: 2 },
    'We moved it to another service. Same price',
  ],
] as const)('says where a job is: %j', (change, words) => {
  expect(sayStage({ ...RENDERING_JOB, ...change })).toBe(words)
})

it('does not count as handed on when the first provider is asked again or was passed over', () => {
  expect(isHandedOn({ ...RENDERING_JOB, attempts: 3 })).toBe(false)
  expect(isHandedOn({ ...RENDERING_JOB, provider: 'replicate' })).toBe(false)
})

it('knows which provider is asked first', () => {
  for (const { engines } of Object.values(CATALOGUE)) expect(engines[0].provider).toBe('fal')
})

it('gives the usual time only when it is known, and says when a job is slow', () => {
  expect(sayTime(RENDERING_JOB)).toBe('0:30')
  expect(sayTime({ ...RENDERING_JOB, typicalSeconds: 40 })).toBe('0:30 of about 0:40')
  expect(sayTime({ ...RENDERING_JOB, typicalSeconds: 40 }, 61)).toBe(
    '1:01 · usually 0:40; this one is taking longer',
  )
})
