import fc from 'fast-check'
import { PACKS, type Pack } from '../../worker/states/packs.ts'
import { type Payment, PURCHASE_STATUSES } from '../../worker/states/purchase-states.ts'

export type Ending =
  | 'complete'
  | 'failed'
  | 'canceled'
  /** When a provider may have it. */
  | 'canceled late'

/**
 * What may happen to one person's credits. `job` and `purchase` count from the oldest, and begin again
 * after the newest; while there is none, nothing happens. `request` and `buy` are sent `times` times with
 * one key.
 */
export type Operation =
  | { kind: 'grant'; credits: number }
  | { kind: 'open account' }
  | { kind: 'request'; variations: number; times: number }
  | { kind: 'end'; job: number; as: Ending; times: number }
  | { kind: 'refund track'; job: number }
  | { kind: 'buy'; pack: Pack; times: number }
  | { kind: 'news'; purchase: number; payment: Payment; times: number }

const which = fc.nat({ max: 9 })
const times = fc.constantFrom(1, 1, 2)

const payment = fc
  .record({
    status: fc.constantFrom('paid' as const, 'paid' as const, ...PURCHASE_STATUSES),
    paidCents: fc.constantFrom(0, 1, 2900, 5900, 14_900),
    refunded: fc.constantFrom(0, 0, 0.37, 0.5, 1),
    disputed: fc.constantFrom(0, 0, 0, 1),
  })
  .map(({ refunded, disputed, status, paidCents }) => ({
    status,
    paidCents,
    refundedCents: Math.round(paidCents * refunded),
    disputedCents: Math.round(paidCents * disputed),
  }))

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('grant'), credits: fc.integer({ min: 1, max: 30 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'open account' }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('request'),
      variations: fc.integer({ min: 1, max: 4 }),
      times,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('end'),
      job: which,
      as: fc.constantFrom('complete', 'failed', 'canceled', 'canceled late'),
      times,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('refund track'), job: which }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('buy'), pack: fc.constantFrom(...PACKS), times }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('news'), purchase: which, payment, times }),
  },
)

/** Operations that happen one after the other. */
export function sequences(length: { min: number; max: number }): fc.Arbitrary<Operation[]> {
  return fc.array(operation, { minLength: length.min, maxLength: length.max })
}
