import type Stripe from 'stripe'
import {
  type ComparedPurchase,
  DIFFERENCES_PER_CHECK,
  type Difference,
  readPurchasesToCompare,
} from '../../../db/reconcile.ts'
import { createdLately } from '../../../payments/created-lately.ts'
import { listLastSaid, type Said } from '../../../payments/list-last-said.ts'
import { readPayment } from '../../../payments/read-payment.ts'
import type { Services } from '../../../services.ts'

/** Until then Stripe's event may be in our queue. */
const GRACE_MINUTES = 15
const SESSIONS_MAX = 1_000
/** Payments that are asked about one by one. */
const LOOKUPS_MAX = 100
const PAID_EVENTS: Stripe.Event['type'][] = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
]

/**
 * Compares purchases with Stripe's Checkout Sessions, both ways: those that were paid within three days, whenever
 * they were begun, or the newest `sessionsMax` of them. Throws when Stripe doesn't answer.
 */
export async function compareWithStripe(
  { db, stripe, now }: Pick<Services, 'db' | 'now'> & { stripe: Stripe },
  { sessionsMax = SESSIONS_MAX }: { sessionsMax?: number } = {},
): Promise<Difference[]> {
  const { gte: start, lt: end } = createdLately(now(), GRACE_MINUTES)
  const settled = timeOf(end)
  const { said, since } = await listLastSaid<Stripe.Checkout.Session>(stripe, PAID_EVENTS, {
    start,
    max: sessionsMax,
  })
  const sessions = Map.groupBy(said.flatMap(readPaid), ({ purchaseId }) => purchaseId)
  const purchases = await readPurchasesToCompare(db, {
    ids: [...sessions.keys()],
    paidSince: timeOf(since),
    paidBefore: settled,
  })
  const missing = [...sessions.values()]
    .flat()
    .filter(({ paidAt }) => paidAt < settled)
    .flatMap((session) => compareSession(session, purchases.get(session.purchaseId)))
  // Most of these were paid earlier, and we heard of it late.
  const unlisted = [...purchases.values()].filter(
    ({ id, isPaidInWindow }) => isPaidInWindow && !sessions.has(id),
  )
  const unpaid: Difference[] = []
  for (const purchase of unlisted.slice(0, LOOKUPS_MAX))
    unpaid.push(...(await lookUp(stripe, purchase)))
  return [missing, unpaid].flatMap((found) => found.slice(0, DIFFERENCES_PER_CHECK))
}

type PaidSession = { id: string; purchaseId: string; cents: number; paidAt: Date }

function readPaid({ object: session, at }: Said<Stripe.Checkout.Session>): PaidSession[] {
  const purchaseId = session.metadata?.purchase_id
  if (!purchaseId || session.payment_status === 'unpaid') return []
  return [{ id: session.id, purchaseId, cents: session.amount_total ?? 0, paidAt: timeOf(at) }]
}

function compareSession(
  { id, purchaseId, cents }: PaidSession,
  purchase: ComparedPurchase | undefined,
): Difference[] {
  const expected = `paid ${cents} by ${id}`
  const found = purchase
    ? `${purchase.status} ${purchase.paidCents ?? 0} by ${purchase.sessionId}`
    : 'none'
  return found === expected ? [] : [{ check: 'stripe_paid', subject: purchaseId, expected, found }]
}

/** The difference, if there is one, between a purchase that is paid here and what Stripe says of its session. */
async function lookUp(
  stripe: Stripe,
  { id, paidCents, sessionId }: ComparedPurchase,
): Promise<Difference[]> {
  const expected = `paid ${paidCents} by ${sessionId}`
  const seen = sessionId === null ? null : await readPayment(stripe, sessionId).catch(noneIfMissing)
  const found = seen?.status === 'paid' ? `paid ${seen.paidCents} by ${sessionId}` : 'none'
  return found === expected ? [] : [{ check: 'stripe_unpaid', subject: id, expected, found }]
}

function noneIfMissing(error: unknown): null {
  if ((error as { code?: unknown }).code === 'resource_missing') return null
  throw error
}

const timeOf = (unixSeconds: number) => new Date(unixSeconds * 1_000)
