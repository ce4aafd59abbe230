import type {
  CreditMove,
  Payment,
  PurchaseState,
  PurchaseStep,
} from '../../states/purchase-states.ts'

/**
 * The next step that brings a purchase closer to what Stripe says; null when it says nothing new.
 * Being paid and being refunded are two steps, so that each writes its own entry.
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

/**
 * How many credits the money that went back stands for: the same share of the pack, rounded down
 * from the total, so that refunds in pieces never take more than one refund of their sum.
 */
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

/** Less money came back than we took credits for: a dispute was won, or a refund failed. */
function moveBack(credits: number): CreditMove | null {
  if (credits === 0) return null
  return { kind: credits < 0 ? 'clawback' : 'adjust', credits }
}
