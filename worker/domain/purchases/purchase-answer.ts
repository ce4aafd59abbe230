import type { Purchase } from '../../db/schema.ts'
import { type PackId, packName } from '../../states/packs.ts'
import type { PurchaseStatus } from '../../states/purchase-states.ts'

/** A purchase as the API shows it. Money in cents, times ISO 8601. */
export type PurchaseAnswer = {
  id: string
  pack: PackId
  packName: string
  credits: number
  status: PurchaseStatus
  priceCents: number
  /** What was charged, after promotion codes; null until it is paid. */
  paidCents: number | null
  currency: string
  refundedCents: number
  disputedCents: number
  takenCredits: number
  /** Stripe's pay page, while the purchase is pending. */
  checkoutUrl: string | null
  receiptUrl: string | null
  createdAt: string
  paidAt: string | null
}

export function answerPurchase(purchase: Purchase): PurchaseAnswer {
  const { id, pack, credits, status, priceCents, paidCents, currency } = purchase
  const { refundedCents, disputedCents, takenCredits, receiptUrl } = purchase
  return {
    id,
    pack,
    packName: packName(pack),
    credits,
    status,
    priceCents,
    paidCents,
    currency,
    refundedCents,
    disputedCents,
    takenCredits,
    checkoutUrl: status === 'pending' ? purchase.checkoutUrl : null,
    receiptUrl,
    createdAt: purchase.createdAt.toISOString(),
    paidAt: purchase.paidAt?.toISOString() ?? null,
  }
}
