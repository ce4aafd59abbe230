import type {
  CreditMove,
  Payment,
  PurchaseState,
  PurchaseStep,
} from '../../states/purchase-states.ts'

/**
 * The next step that brings a purchase closer to what Stripe says; null when Stripe says nothing new.
 * Being paid and money going back are two steps, each with an entry of its own.
 */
export function nextStep(purchase: PurchaseState, payment: Payment): PurchaseStep | null {
  if (purchase.status !== 'paid') return stepTowardsPaid(purchase, payment)
  const { refundedCents, disputedCents } = payment
  if (refundedCents === purchase.refundedCents && disputedCents === purchase.disputedCents)
    return null
  const changed = { ...purchase, refundedCents, disputedCents }
  const takenCredits = creditsTakenBack(changed)
  const credits = purchase.takenCredits - takenCredits
  return { state: { ...changed, takenCredits }, move: moveBack(credits) }
}

/** The share of the pack whose money went back, rounded down from the total: many small sums take no more than one. */
export function creditsTakenBack({
  credits,
  paidCents,
  refundedCents,
  disputedCents,
}: Omit<PurchaseState, 'status' | 'takenCredits'>): number {
  if (!paidCents) return 0
  return Math.floor((credits * Math.min(refundedCents + disputedCents, paidCents)) / paidCents)
}

function stepTowardsPaid(purchase: PurchaseState, payment: Payment): PurchaseStep | null {
  if (payment.status === 'paid') {
    const state = { ...purchase, status: payment.status, paidCents: payment.paidCents }
    return { state, move: { kind: 'purchase', credits: purchase.credits } }
  }
  if (payment.status === purchase.status) return null
  return { state: { ...purchase, status: payment.status }, move: null }
}

/** `adjust` when we took too many credits: a dispute was won, or paying money back failed. */
function moveBack(credits: number): CreditMove | null {
  if (credits === 0) return null
  return { kind: credits < 0 ? 'clawback' : 'adjust', credits }
}
