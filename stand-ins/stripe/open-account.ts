import { newCoupon, newPromotionCode } from './objects/new-coupon.ts'
import type { Store } from './store.ts'

/** The promotion codes that every account has from the start: a discount, and everything for nothing. */
const CODES = [
  { code: 'FORGE20', name: '20 % off', percent_off: 20 },
  { code: 'ONTHEHOUSE', name: 'On the house', percent_off: 100 },
]

/** Makes an account of a key that is seen for the first time. */
export function openAccount(store: Store, key: string): void {
  if (store.read(key).list('promotionCodes').length > 0) return
  store.write(key, (tx) => {
    for (const { code, ...given } of CODES) {
      const coupon = newCoupon({ ...given, duration: 'once' })
      tx.put('coupons', coupon)
      tx.put('promotionCodes', newPromotionCode({ code, coupon: coupon.id }))
    }
  })
}
