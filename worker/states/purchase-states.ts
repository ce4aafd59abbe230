/**
 * - pending: not paid yet.
 * - processing: the bank is still moving the money. No credits yet.
 * - paid: the credits were granted. It stays so; money that goes back takes credits back.
 * - failed: the payment did not go through. Nothing was charged.
 * - expired: the pay page closed before the person paid. Nothing was charged.
 */
export const PURCHASE_STATUSES = ['pending', 'processing', 'paid', 'failed', 'expired'] as const

export type PurchaseStatus = (typeof PURCHASE_STATUSES)[number]

export type PurchaseState = {
  status: PurchaseStatus
  credits: number
  /** What was charged, after promotion codes; null until it is paid. */
  paidCents: number | null
  refundedCents: number
  disputedCents: number
  /** The credits taken back so far. */
  takenCredits: number
}

/** What Stripe says about a payment: the totals now, not what the last event added. */
export type Payment = {
  status: PurchaseStatus
  paidCents: number
  refundedCents: number
  /** What open and lost disputes hold back. */
  disputedCents: number
}

/** The entry that a step writes; credits taken back are negative. */
export type CreditMove = { kind: 'purchase' | 'clawback' | 'adjust'; credits: number }

export type PurchaseStep = { state: PurchaseState; move: CreditMove | null }
