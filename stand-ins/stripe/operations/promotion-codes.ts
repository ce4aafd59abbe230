import { z } from 'zod'
import { invalidParameter, noSuch, StripeFailure } from '../errors.ts'
import { listPage } from '../list-page.ts'
import { newCoupon, newPromotionCode } from '../objects/new-coupon.ts'
import { operation } from '../operation.ts'
import {
  Bool,
  Currency,
  Integer,
  Metadata,
  PAGE_PARAMS,
  Percent,
  PositiveInteger,
  Text,
} from '../param-types.ts'

const NEW_COUPON = {
  id: Text.optional(),
  amount_off: PositiveInteger.optional(),
  currency: Currency.optional(),
  duration: z.enum(['forever', 'once']).optional(),
  max_redemptions: PositiveInteger.optional(),
  metadata: Metadata.optional(),
  name: Text.optional(),
  percent_off: Percent.optional(),
  redeem_by: Integer.optional(),
}

const NEW_PROMOTION_CODE = {
  active: Bool.optional(),
  code: Text.optional(),
  customer: Text.optional(),
  expires_at: Integer.optional(),
  max_redemptions: PositiveInteger.optional(),
  metadata: Metadata.optional(),
  promotion: z.strictObject({ coupon: Text, type: z.enum(['coupon']) }),
}

const PROMOTION_CODE_LIST = {
  ...PAGE_PARAMS,
  active: Bool.optional(),
  code: Text.optional(),
  coupon: Text.optional(),
}

export const PROMOTION_CODES = [
  operation('POST', '/v1/coupons', NEW_COUPON, ({ tx, params }) => {
    if ((params.percent_off === undefined) === (params.amount_off === undefined))
      throw new StripeFailure(400, 'You must provide either percent_off or amount_off.')
    if (params.amount_off !== undefined && params.currency === undefined)
      throw invalidParameter('currency', 'You must provide a currency with amount_off.')
    const coupon = newCoupon(params)
    tx.put('coupons', coupon)
    return coupon
  }),
  operation('POST', '/v1/promotion_codes', NEW_PROMOTION_CODE, ({ tx, params }) => {
    const { promotion, ...given } = params
    const { coupon } = promotion
    if (!tx.find('coupons', coupon)) throw noSuch('coupon', coupon, 'promotion[coupon]')
    const taken = tx
      .list('promotionCodes')
      .some(({ active, code }) => active && code === given.code)
    if (taken)
      throw invalidParameter('code', 'An active promotion code with this code already exists.')
    const promotionCode = newPromotionCode({ ...given, coupon })
    tx.put('promotionCodes', promotionCode)
    return promotionCode
  }),
  operation('GET', '/v1/promotion_codes', PROMOTION_CODE_LIST, ({ tx, params }) => {
    const { active, code, coupon, ...page } = params
    const wanted = tx
      .list('promotionCodes')
      .filter(
        (each) =>
          (active === undefined || each.active === active) &&
          (code === undefined || each.code.toUpperCase() === code.toUpperCase()) &&
          (coupon === undefined || each.promotion.coupon === coupon),
      )
    return listPage('/v1/promotion_codes', wanted, page)
  }),
]
