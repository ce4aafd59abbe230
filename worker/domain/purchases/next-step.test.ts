import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Payment,
  PURCHASE_STATUSES,
  type PurchaseState,
} from '../../states/purchase-states.ts'
import { creditsTakenBack, nextStep } from './next-step.ts'

const BOUGHT: PurchaseState = {
  status: 'pending',
  credits: 300,
  paidCents: null,
  refundedCents: 0,
  disputedCents: 0,
  takenCredits: 0,
}
const UNPAID: Payment = { status: 'pending', paidCents: 2900, refundedCents: 0, disputedCents: 0 }
const PAID: Payment = { ...UNPAID, status: 'paid' }

/** Takes every step, as `applyPayment` does. */
function catchUp(purchase: PurchaseState, payment: Payment) {
  const moves = []
  let state = purchase
  for (let step = nextStep(state, payment); step; step = nextStep(state, payment)) {
    state = step.state
    if (step.move) moves.push(step.move)
    if (moves.length > 2) throw new Error('A purchase needs more than two steps')
  }
  return { state, moves }
}

describe('a purchase', () => {
  it('grants its credits when it is paid, and not before', () => {
    expect(catchUp(BOUGHT, PAID).moves).toEqual([{ kind: 'purchase', credits: 300 }])
    for (const status of PURCHASE_STATUSES.filter((each) => each !== 'paid'))
      expect(catchUp(BOUGHT, { ...UNPAID, status }).moves).toEqual([])
  })

  it('grants nothing more when the payment is reported again', () => {
    const { state } = catchUp(BOUGHT, PAID)
    expect(nextStep(state, PAID)).toBeNull()
    expect(nextStep(state, UNPAID)).toBeNull()
  })

  it('can still be paid after it failed or expired', () => {
    for (const status of ['processing', 'failed', 'expired'] as const) {
      const { state } = catchUp(BOUGHT, { ...UNPAID, status })
      expect(state.status).toBe(status)
      expect(catchUp(state, PAID).moves).toEqual([{ kind: 'purchase', credits: 300 }])
    }
  })

  it('takes back the share whose money went back, rounded down from the total', () => {
    const { state } = catchUp(BOUGHT, PAID)
    const third = catchUp(state, { ...PAID, refundedCents: 967 })
    expect(third.moves).toEqual([{ kind: 'clawback', credits: -100 }])
    const most = catchUp(third.state, { ...PAID, refundedCents: 2899 })
    expect(most.moves).toEqual([{ kind: 'clawback', credits: -199 }])
    const all = catchUp(most.state, { ...PAID, refundedCents: 2900 })
    expect(all.moves).toEqual([{ kind: 'clawback', credits: -1 }])
    expect(all.state.takenCredits).toBe(300)
  })

  it('grants first, then takes back, when both are reported at once', () => {
    expect(catchUp(BOUGHT, { ...PAID, refundedCents: 1450 }).moves).toEqual([
      { kind: 'purchase', credits: 300 },
      { kind: 'clawback', credits: -150 },
    ])
  })

  it('takes back a disputed share, and returns it when the dispute is won', () => {
    const { state } = catchUp(BOUGHT, PAID)
    const disputed = catchUp(state, { ...PAID, disputedCents: 2900 })
    expect(disputed.moves).toEqual([{ kind: 'clawback', credits: -300 }])
    expect(catchUp(disputed.state, PAID).moves).toEqual([{ kind: 'adjust', credits: 300 }])
  })

  it('never takes back more than the pack, even when refunded and disputed', () => {
    const { state } = catchUp(BOUGHT, { ...PAID, refundedCents: 2000, disputedCents: 2900 })
    expect(state.takenCredits).toBe(300)
  })

  it('grants a pack that a promotion code made free, and takes nothing back for it', () => {
    const free = { ...PAID, paidCents: 0 }
    const { state, moves } = catchUp(BOUGHT, free)
    expect(moves).toEqual([{ kind: 'purchase', credits: 300 }])
    expect(creditsTakenBack(state)).toBe(0)
  })
})

describe('any reports in any order', () => {
  const cents = fc.integer({ min: 0, max: 20_000 })
  const news = fc.record({
    status: fc.constantFrom(...PURCHASE_STATUSES),
    refundedCents: cents,
    disputedCents: cents,
  })
  const story = fc.record({
    credits: fc.integer({ min: 1, max: 2000 }),
    paidCents: cents,
    news: fc.array(news, { maxLength: 12 }),
  })

  it('leave the pack less the share whose money went back (100,000 stories)', () => {
    fc.assert(
      fc.property(story, ({ credits, paidCents, news }) => {
        let state: PurchaseState = { ...BOUGHT, credits }
        let balance = 0
        let grants = 0
        for (const heard of news) {
          const payment = { ...heard, paidCents }
          const caughtUp = catchUp(state, payment)
          state = caughtUp.state
          grants += caughtUp.moves.filter(({ kind }) => kind === 'purchase').length
          balance += caughtUp.moves.reduce((sum, move) => sum + move.credits, 0)
          // Only the last report counts.
          const isPaid = state.status === 'paid'
          const share = isPaid ? creditsTakenBack({ ...payment, credits }) : 0
          expectEqual(balance, isPaid ? credits - share : 0)
          expectEqual(grants, isPaid ? 1 : 0)
          expectEqual(state.takenCredits, share)
          if (share < 0 || share > credits) throw new Error(`A share of ${share} of ${credits}`)
        }
      }),
      { numRuns: 100_000 },
    )
  })

  it('take the same for many small sums as for one large one (100,000 stories)', () => {
    const pieces = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 10 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), cents, pieces, (credits, paidCents, parts) => {
        const paid = { ...PAID, paidCents }
        let { state } = catchUp({ ...BOUGHT, credits }, paid)
        let taken = 0
        let refundedCents = 0
        for (const part of parts) {
          refundedCents = Math.min(refundedCents + part, paidCents)
          const step = catchUp(state, { ...paid, refundedCents })
          state = step.state
          taken -= step.moves.reduce((sum, move) => sum + move.credits, 0)
        }
        expectEqual(
          taken,
          creditsTakenBack({ credits, paidCents, refundedCents, disputedCents: 0 }),
        )
        if (paidCents > 0 && refundedCents === paidCents) expectEqual(taken, credits)
      }),
      { numRuns: 100_000 },
    )
  })
})

/** `expect` is too slow to be called a million times. */
function expectEqual(found: number, wanted: number): void {
  if (found !== wanted) throw new Error(`${found} is not ${wanted}`)
}
