import type Stripe from 'stripe'
import { invalidParameter } from '../errors.ts'
import { nowSeconds } from '../ids.ts'
import { detailsOf, requireOpen } from './find-session.ts'
import type { PaymentContext } from './payment-context.ts'

type Session = Stripe.Checkout.Session

/** Applies a promotion code to an open session that allows codes, in place of an earlier one. */
export function applyPromotion(context: PaymentContext, session: Session, code: string): Session {
  requireOpen(session, 'discounted')
  const { tx } = context
  const found = tx.list('promotionCodes').findLast((each) => isCode(each, code) && each.active)
  const coupon = tx.find('coupons', String(found?.promotion.coupon))
  if (!session.allow_promotion_codes || !found || !coupon || !isUsable(found, coupon, session))
    throw invalidParameter('promotion_code', 'This code is invalid.')
  const subtotal = session.amount_subtotal ?? 0
  const off = coupon.percent_off === null ? (coupon.amount_off ?? 0) : percentOf(subtotal, coupon)
  const discounts = [{ coupon: coupon.id, promotion_code: found.id }]
  return discount(context, session, Math.min(off, subtotal), discounts)
}

export function removePromotion(context: PaymentContext, session: Session): Session {
  requireOpen(session, 'discounted')
  return discount(context, session, 0, [])
}

const isCode = (promotion: Stripe.PromotionCode, code: string) =>
  promotion.code.toUpperCase() === code.trim().toUpperCase()

const percentOf = (amount: number, { percent_off }: Stripe.Coupon) =>
  Math.round((amount * (percent_off ?? 0)) / 100)

function isUsable(code: Stripe.PromotionCode, coupon: Stripe.Coupon, session: Session): boolean {
  const now = nowSeconds()
  return (
    (code.expires_at ?? Infinity) > now &&
    (coupon.redeem_by ?? Infinity) > now &&
    code.times_redeemed < (code.max_redemptions ?? Infinity) &&
    coupon.times_redeemed < (coupon.max_redemptions ?? Infinity) &&
    (code.customer === null || code.customer === session.customer) &&
    (coupon.amount_off === null || coupon.currency === session.currency)
  )
}

function discount(
  { tx }: PaymentContext,
  session: Session,
  off: number,
  discounts: Session['discounts'],
): Session {
  const subtotal = session.amount_subtotal ?? 0
  const details = detailsOf(tx, session)
  let passed = 0
  // Each item bears its part; rounding the running sum keeps the parts' sum exact.
  const shareUpTo = (amount: number) => (subtotal === 0 ? 0 : Math.round((off * amount) / subtotal))
  const lineItems = details.lineItems.map((item) => {
    const share = shareUpTo(passed + item.amount_subtotal) - shareUpTo(passed)
    passed += item.amount_subtotal
    return { ...item, amount_discount: share, amount_total: item.amount_subtotal - share }
  })
  const discounted: Session = {
    ...session,
    amount_total: subtotal - off,
    discounts,
    total_details: { amount_discount: off, amount_shipping: 0, amount_tax: 0 },
  }
  tx.put('sessionDetails', { ...details, lineItems })
  tx.put('sessions', discounted)
  return discounted
}
