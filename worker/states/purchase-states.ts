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
