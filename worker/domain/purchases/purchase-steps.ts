/**
 * The life of a purchase, and what each turn of it does to credits. Pure: it is told what we have
 * written down and what Stripe says now, whatever order the news came in.
 *
 * - pending: nobody has paid yet.
 * - processing: paid for, but the bank is still moving the money. No credits yet.
 * - paid: the credits were granted. Stays so; refunds and disputes take credits back again.
 * - failed: the payment did not go through. Nothing was charged.
 * - expired: the pay page was left until it closed. Nothing was charged.
 */
export const PURCHASE_STATUSES = ['pending', 'processing', 'paid', 'failed', 'expired'] as const

export type PurchaseStatus = (typeof PURCHASE_STATUSES)[number]

/** What a purchase is, as far as money and credits go. */
export type PurchaseState = {
  status: PurchaseStatus
  credits: number
  /** What was charged, after promotion codes; null until it is paid. Integer cents, as all below. */
  paidCents: number | null
  refundedCents: number
  disputedCents: number
  /** The credits taken back so far. */
  takenCredits: number
}

/** What Stripe says of a payment: totals as they are now, not what the last event added. */
export type Payment = {
  status: PurchaseStatus
  paidCents: number
  refundedCents: number
  /** What open and lost disputes hold back. */
  disputedCents: number
}

/** The one entry that a step writes, if any: credits given are positive, those taken back negative. */
export type CreditMove = { kind: 'purchase' | 'clawback' | 'adjust'; credits: number }

export type PurchaseStep = { state: PurchaseState; move: CreditMove | null }

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
