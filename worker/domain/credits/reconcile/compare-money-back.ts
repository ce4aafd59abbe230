import type Stripe from 'stripe'
import { DIFFERENCES_PER_CHECK, type Difference, readMoneyBack } from '../../../db/reconcile.ts'
import { createdLately } from '../../../payments/created-lately.ts'
import { listLastSaid, type Said } from '../../../payments/list-last-said.ts'
import { holdsBack } from '../../../payments/read-payment.ts'
import type { Services } from '../../../services.ts'

/** Until then Stripe's event may be in our queue, or cron may still fetch it. */
const GRACE_MINUTES = 90
const EVENTS_MAX = 1_000
const REFUND_EVENTS: Stripe.Event['type'][] = ['refund.created', 'refund.updated', 'refund.failed']
const DISPUTE_EVENTS: Stripe.Event['type'][] = [
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
]

type MoneyBack = { payment_intent: string | { id: string } | null; amount: number }

/**
 * Purchases must count in full the refunds and disputes that something has happened to within three days. Throws
 * when Stripe doesn't answer.
 */
export async function compareMoneyBack({
  db,
  stripe,
  now,
}: Pick<Services, 'db' | 'now'> & { stripe: Stripe }): Promise<Difference[]> {
  const { gte: start, lt: end } = createdLately(now(), GRACE_MINUTES)
  const asked = { start, max: EVENTS_MAX }
  const [refunds, disputes] = await Promise.all([
    listLastSaid<Stripe.Refund>(stripe, REFUND_EVENTS, asked).then(before(end)),
    listLastSaid<Stripe.Dispute>(stripe, DISPUTE_EVENTS, asked).then(before(end)),
  ])
  const refunded = sumUp(refunds.filter(({ status }) => status === 'succeeded'))
  const disputed = sumUp(disputes.filter(holdsBack))
  const purchases = await readMoneyBack(db, [...refunded.keys(), ...disputed.keys()])
  return [
    ...findMissing('stripe_refunded', refunded, (intent) => purchases.get(intent)?.refundedCents),
    ...findMissing('stripe_disputed', disputed, (intent) => purchases.get(intent)?.disputedCents),
  ]
}

const before =
  (end: number) =>
  <Subject>({ said }: { said: Said<Subject>[] }): Subject[] =>
    said.filter(({ at }) => at < end).map(({ object }) => object)

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
