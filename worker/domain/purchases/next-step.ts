import type {
  CreditMove,
  Payment,
  PurchaseState,
  PurchaseStep,
} from '../../states/purchase-states.ts'

/** Null when Stripe says nothing new. Payment and money back are two steps, each with its own entry. */
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

/** Rounded down from the total: many small refunds take no more credits than a large one. */
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

/** `adjust` when we took too many credits: we won a dispute, or a refund failed. */
function moveBack(credits: number): CreditMove | null {
  if (credits === 0) return null
  return { kind: credits < 0 ? 'clawback' : 'adjust', credits }
}
