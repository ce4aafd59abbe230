import { newCoupon, newPromotionCode } from './objects/new-coupon.ts'
import type { Store } from './store.ts'

/** The promotion codes of every new account: a discount, and one that takes everything off. */
const CODES = [
  { code: 'FORGE20', name: '20 % off', percent_off: 20 },
  { code: 'ONTHEHOUSE', name: 'On the house', percent_off: 100 },
]

/** Opens the account of a key that is new. */
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
