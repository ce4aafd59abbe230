import type Stripe from 'stripe'
import { newId } from '../ids.ts'
import { emitEvent } from './emit-event.ts'
import type { PaymentContext } from './payment-context.ts'

type Session = Stripe.Checkout.Session

/** The customer has finished the page. `paymentStatus` says whether the money is there. */
export function completeSession(
  context: PaymentContext,
  session: Session,
  paymentStatus: 'paid' | 'unpaid' | 'no_payment_required',
): Session {
  const email = session.customer_email ?? emailOf(context, session)
  const complete: Session = {
    ...session,
    customer_details: {
      address: null,
      business_name: null,
      email,
      individual_name: null,
      name: null,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    },
    invoice: session.invoice_creation?.enabled ? newId('in') : null,
    payment_status: paymentStatus,
    status: 'complete',
    url: null,
  }
  redeemPromotion(context, session)
  context.tx.put('sessions', complete)
  emitEvent(context, 'checkout.session.completed', complete)
  return complete
}

function emailOf({ tx }: PaymentContext, session: Session): string | null {
  return tx.find('customers', String(session.customer))?.email ?? null
}

function redeemPromotion({ tx }: PaymentContext, session: Session): void {
  for (const { coupon, promotion_code } of session.discounts ?? []) {
    const code = tx.find('promotionCodes', String(promotion_code))
    const discount = tx.find('coupons', String(coupon))
    if (code) tx.put('promotionCodes', { ...code, times_redeemed: code.times_redeemed + 1 })
    if (discount) tx.put('coupons', { ...discount, times_redeemed: discount.times_redeemed + 1 })
  }
}
