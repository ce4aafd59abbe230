import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../providers/model.ts'
import { ATTEMPT_STATUSES, AWAITED } from '../../states/attempt-states.ts'
import { FINAL_FAILURES, type JobFailure } from '../../states/job-failures.ts'
import { BUSY_TRIES_MAX, nextStep } from './next-step.ts'

const engine = (provider: 'fal' | 'replicate'): Engine => ({
  provider,
  endpoint: `${provider}/music`,
  costMicros: () => 1,
  timeoutSeconds: 60,
  fits: () => true,
  input: () => ({}),
})
const FAL = engine('fal')
const REPLICATE = engine('replicate')
const BOTH = [FAL, REPLICATE]

type Attempt = Parameters<typeof nextStep>[1][number]

const attempt = (
  { provider, endpoint }: Engine,
  status: Attempt['status'],
  more: Partial<Attempt> = {},
): Attempt => ({ provider, endpoint, status, errorCode: null, providerRequestId: null, ...more })

const failed = (at: Engine, errorCode: JobFailure) => attempt(at, 'failed', { errorCode })
const busy = (at: Engine) => attempt(at, 'deferred', { errorCode: 'provider_busy' })

describe('the next step of an open job', () => {
  it.each([
    ['asks the preferred engine first', [], { do: 'submit', engines: BOTH }],
    ...AWAITED.map(
      (status) => [`waits while one is ${status}`, [attempt(FAL, status)], { do: 'wait' }] as const,
    ),
    [
      'asks the next engine when one failed',
      [failed(FAL, 'provider_failed')],
      { do: 'submit', engines: [REPLICATE] },
    ],
    [
      'asks the next engine when one is overdue',
      [attempt(FAL, 'overdue', { errorCode: 'timed_out' })],
      { do: 'submit', engines: [REPLICATE] },
    ],
    ['asks a busy one again', [busy(FAL), busy(FAL)], { do: 'submit', engines: BOTH }],
    [
      'asks the next when one was busy too often',
      [busy(FAL), busy(FAL), busy(FAL)],
      { do: 'submit', engines: [REPLICATE] },
    ],
    ...FINAL_FAILURES.map(
      (code) =>
        [
          `asks no other engine when the failure is ${code}`,
          [failed(FAL, code)],
          { do: 'fail', failure: code },
        ] as const,
    ),
    [
      'fails for the last reason when no engine is left',
      [failed(FAL, 'provider_failed'), failed(REPLICATE, 'audio_broken')],
      { do: 'fail', failure: 'audio_broken' },
    ],
    [
      'waits for overdue music when no engine is left',
      [
        attempt(FAL, 'overdue', { errorCode: 'timed_out', providerRequestId: 'req_1' }),
        failed(REPLICATE, 'provider_failed'),
      ],
      { do: 'wait' },
    ],
    [
      'does not wait for overdue music that may never have been ordered',
      [attempt(FAL, 'overdue', { errorCode: 'timed_out' }), failed(REPLICATE, 'provider_failed')],
      { do: 'fail', failure: 'provider_failed' },
    ],
  ] as const)('%s', (_, attempts, step) => {
    expect(nextStep(BOTH, attempts)).toEqual(step)
  })

  it('fails when no engine can make it', () => {
    expect(nextStep([], [])).toEqual({ do: 'fail', failure: 'provider_failed' })
  })

  const histories = fc.array(
    fc.record({
      at: fc.constantFrom(...BOTH),
      status: fc.constantFrom(...ATTEMPT_STATUSES),
      errorCode: fc.constantFrom(null, 'provider_failed', 'timed_out', 'refused', 'audio_broken'),
      providerRequestId: fc.constantFrom(null, 'req_1'),
    }),
    { maxLength: 8 },
  )

  it('never submits while an attempt is awaited, to a spent engine, or after a final refusal', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const attempts = history.map(({ at, status, ...more }) => attempt(at, status, more))
        const step = nextStep(BOTH, attempts)
        if (step.do !== 'submit') return
        expect(attempts.some(({ status }) => AWAITED.includes(status))).toBe(false)
        expect(attempts.some(({ errorCode }) => errorCode === 'refused')).toBe(false)
        for (const { endpoint } of step.engines) {
          const mine = attempts.filter((each) => each.endpoint === endpoint)
          expect(mine.every(({ status }) => status === 'deferred')).toBe(true)
          expect(mine.length).toBeLessThan(BUSY_TRIES_MAX)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('comes to an end when every attempt fails, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (isBusy) => {
        const attempts: Attempt[] = []
        for (const each of isBusy) {
          const step = nextStep(BOTH, attempts)
          if (step.do === 'fail') return
          if (step.do === 'wait') expect.fail('It waits for no attempt')
          attempts.push(each ? busy(step.engines[0]) : failed(step.engines[0], 'provider_failed'))
        }
        expect.fail('It never ends')
      }),
    )
  })
})
