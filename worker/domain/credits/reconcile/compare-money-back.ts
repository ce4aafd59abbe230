import type Stripe from 'stripe'
import { DIFFERENCES_PER_CHECK, type Difference, readMoneyBack } from '../../../db/reconcile.ts'
import { createdLately } from '../../../payments/created-lately.ts'
import { holdsBack } from '../../../payments/read-payment.ts'
import type { Services } from '../../../services.ts'

/** Until then Stripe's event may be in our queue, or cron may still fetch it. */
const GRACE_MINUTES = 90
const LISTED_MAX = 1_000

type MoneyBack = { payment_intent: string | { id: string } | null; amount: number }

/** Purchases must count three days of Stripe's refunds and disputes in full. Throws when Stripe doesn't answer. */
export async function compareMoneyBack({
  db,
  stripe,
  now,
}: Pick<Services, 'db' | 'now'> & { stripe: Stripe }): Promise<Difference[]> {
  const asked = { created: createdLately(now(), GRACE_MINUTES), limit: 100 }
  const [refunds, disputes] = await Promise.all([
    stripe.refunds.list(asked).autoPagingToArray({ limit: LISTED_MAX }),
    stripe.disputes.list(asked).autoPagingToArray({ limit: LISTED_MAX }),
  ])
  const refunded = sumUp(refunds.filter(({ status }) => status === 'succeeded'))
  const disputed = sumUp(disputes.filter(holdsBack))
  const purchases = await readMoneyBack(db, [...refunded.keys(), ...disputed.keys()])
  return [
    ...findMissing('stripe_refunded', refunded, (intent) => purchases.get(intent)?.refundedCents),
    ...findMissing('stripe_disputed', disputed, (intent) => purchases.get(intent)?.disputedCents),
  ]
}

function sumUp(items: MoneyBack[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { payment_intent: intent, amount } of items) {
    const id = typeof intent === 'string' ? intent : intent?.id
    if (id !== undefined) sums.set(id, (sums.get(id) ?? 0) + amount)
  }
  return sums
}

/** Skips payments without a purchase. A purchase may count more than Stripe lists: older refunds. */
function findMissing(
  check: 'stripe_refunded' | 'stripe_disputed',
  atStripe: Map<string, number>,
  centsHere: (intent: string) => number | undefined,
): Difference[] {
  return [...atStripe]
    .flatMap(([subject, cents]): Difference[] => {
      const found = centsHere(subject)
      if (found === undefined || found >= cents) return []
      return [{ check, subject, expected: String(cents), found: String(found) }]
    })
    .slice(0, DIFFERENCES_PER_CHECK)
}
