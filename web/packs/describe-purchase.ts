import type { PurchaseAnswer } from '../../worker/domain/purchases/purchase-answer.ts'
import { countCredits } from '../ui/count-credits.ts'
import { formatPrice } from '../ui/format-price.ts'

export type Tone = 'good' | 'waiting' | 'bad' | 'returned'

type Words = {
  /** A word or two. */
  status: string
  tone: Tone
  /** The same as a headline, and what it means. */
  title: string
  sentence: string
}

/** Says to the person who bought a pack how the purchase stands. */
export function describePurchase(purchase: PurchaseAnswer): Words {
  switch (purchase.status) {
    case 'pending':
      return {
        status: 'Waiting for payment',
        tone: 'waiting',
        title: 'Waiting for the payment',
        sentence: 'We’re waiting for Stripe to confirm your payment.',
      }
    case 'processing':
      return {
        status: 'On its way from your bank',
        tone: 'waiting',
        title: 'Your payment is on its way from your bank',
        sentence: `This can take a few days. The ${countCredits(purchase.credits)} arrive by themselves: you can close this page.`,
      }
    case 'failed':
      return {
        status: 'Didn’t go through',
        tone: 'bad',
        title: 'The payment didn’t go through',
        sentence: 'Nothing was charged. You can try again, or pay in another way.',
      }
    case 'expired':
      return {
        status: 'Not paid in time',
        tone: 'bad',
        title: 'The pay page has closed',
        sentence: 'It was open for a day without a payment. Nothing was charged.',
      }
    case 'paid':
      return describePaid(purchase)
  }
}

function describePaid(purchase: PurchaseAnswer): Words {
  const { credits, currency, refundedCents, disputedCents, takenCredits } = purchase
  const paidCents = purchase.paidCents ?? 0
  const taken = `${countCredits(takenCredits)} ${takenCredits === 1 ? 'was' : 'were'} taken back`
  if (disputedCents > 0)
    return {
      status: 'Disputed',
      tone: 'bad',
      title: 'This payment is disputed',
      sentence: `The bank holds ${formatPrice(disputedCents, currency)} back, and ${taken}. Credits return if the payment stands after all.`,
    }
  if (refundedCents >= paidCents && paidCents > 0)
    return {
      status: 'Refunded',
      tone: 'returned',
      title: 'This payment was refunded',
      sentence: `${formatPrice(refundedCents, currency)} went back to you, and ${taken}.`,
    }
  if (refundedCents > 0)
    return {
      status: 'Partly refunded',
      tone: 'returned',
      title: 'Part of this payment was refunded',
      sentence: `${formatPrice(refundedCents, currency)} of ${formatPrice(paidCents, currency)} went back to you, and ${taken}.`,
    }
  return {
    status: 'Paid',
    tone: 'good',
    title: `${countCredits(credits)} are yours`,
    sentence: 'The payment has arrived. Thank you.',
  }
}
