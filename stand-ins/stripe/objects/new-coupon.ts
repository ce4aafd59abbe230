import type Stripe from 'stripe'
import { newId, nowSeconds } from '../ids.ts'

type CouponGiven = {
  id?: string | undefined
  amount_off?: number | undefined
  currency?: string | undefined
  duration?: 'forever' | 'once' | undefined
  max_redemptions?: number | undefined
  metadata?: Record<string, string> | undefined
  name?: string | undefined
  percent_off?: number | undefined
  redeem_by?: number | undefined
}

export function newCoupon(given: CouponGiven): Stripe.Coupon {
  return {
    id: given.id ?? newId('coupon').slice('coupon_'.length, 15),
    object: 'coupon',
    amount_off: given.amount_off ?? null,
    created: nowSeconds(),
    currency: given.amount_off === undefined ? null : (given.currency ?? null),
    duration: given.duration ?? 'once',
    duration_in_months: null,
    livemode: false,
    max_redemptions: given.max_redemptions ?? null,
    metadata: given.metadata ?? {},
    name: given.name ?? null,
    percent_off: given.percent_off ?? null,
    redeem_by: given.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  }
}

type PromotionCodeGiven = {
  active?: boolean | undefined
  code?: string | undefined
  coupon: string
  customer?: string | undefined
  expires_at?: number | undefined
  max_redemptions?: number | undefined
  metadata?: Record<string, string> | undefined
}

export function newPromotionCode(given: PromotionCodeGiven): Stripe.PromotionCode {
  return {
    id: newId('promo'),
    object: 'promotion_code',
    active: given.active ?? true,
    code: given.code ?? newId('code').slice('code_'.length, 13).toUpperCase(),
    created: nowSeconds(),
    customer: given.customer ?? null,
    customer_account: null,
    expires_at: given.expires_at ?? null,
    livemode: false,
    max_redemptions: given.max_redemptions ?? null,
    metadata: given.metadata ?? {},
    promotion: { coupon: given.coupon, type: 'coupon' },
    restrictions: {
      first_time_transaction: false,
      minimum_amount: null,
      minimum_amount_currency: null,
    },
    times_redeemed: 0,
  }
}
