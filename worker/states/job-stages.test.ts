import { expect, it } from 'vitest'
import { JOB_STAGES, readStage, STAGE_AFTER } from './job-stages.ts'
import { JOB_STATUSES, TRANSITIONS } from './job-states.ts'

it.each(Object.entries(JOB_STAGES))(
  'reads %s, and the sentence that older rows hold',
  (code, sentence) => {
    expect(readStage(code, 'queued')).toBe(code)
    expect(readStage(sentence, 'queued')).toBe(code)
  },
)

it('never reads what a provider’s log said', () => {
  const stages = JOB_STATUSES.map((status) => readStage('Sampling with euler_a', status))
  expect(stages).toEqual([
    'waiting_to_send',
    'waiting_at_provider',
    'rendering',
    'storing',
    'done',
    'failed',
    'canceled',
  ])
})

it('shows the usual stage of a state after every transition to it but one', () => {
  const unusual = Object.entries(TRANSITIONS).filter(
    ([name, { to }]) => STAGE_AFTER[name as keyof typeof TRANSITIONS] !== readStage('', to),
  )
  expect(unusual.map(([name]) => name)).toEqual(['handOn'])
})
