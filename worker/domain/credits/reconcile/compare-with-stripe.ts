import type Stripe from 'stripe'
import {
  type ComparedPurchase,
  DIFFERENCES_PER_CHECK,
  type Difference,
  readPurchasesToCompare,
} from '../../../db/reconcile.ts'
import { createdLately } from '../../../payments/created-lately.ts'
import type { Services } from '../../../services.ts'

/** Until then Stripe's event may be in our queue. */
const GRACE_MINUTES = 15
const SESSIONS_MAX = 1_000
const PAGE = 100

/**
 * Compares purchases with Stripe's Checkout Sessions, both ways, over three days or the newest
 * `sessionsMax` sessions. Throws when Stripe doesn't answer.
 */
export async function compareWithStripe(
  { db, stripe, now }: Pick<Services, 'db' | 'now'> & { stripe: Stripe },
  { sessionsMax = SESSIONS_MAX }: { sessionsMax?: number } = {},
): Promise<Difference[]> {
  const { gte: start, lt: end } = createdLately(now(), GRACE_MINUTES)
  const settled = timeOf(end)
  const { sessions, since } = await listPaidSessions(stripe, start, sessionsMax)
  const purchases = await readPurchasesToCompare(db, {
    ids: [...sessions.keys()],
    createdSince: since,
    paidBefore: settled,
  })
  const missing = [...sessions.values()]
    .flat()
    .filter(({ paidAt }) => paidAt < settled)
    .flatMap((session) => compareSession(session, purchases.get(session.purchaseId)))
  const unpaid = [...purchases.values()].filter(
    ({ id, isPaidInWindow }) => isPaidInWindow && !sessions.has(id),
  )
  return [missing, unpaid.map(unpaidAtStripe)].flatMap((found) =>
    found.slice(0, DIFFERENCES_PER_CHECK),
  )
}

type PaidSession = { id: string; purchaseId: string; cents: number; paidAt: Date }

/** The paid sessions of each purchase; none created after `since` is missing. */
async function listPaidSessions(
  stripe: Stripe,
  start: number,
  sessionsMax: number,
): Promise<{ sessions: Map<string, PaidSession[]>; since: Date }> {
  const listed = await stripe.checkout.sessions
    .list({
      created: { gte: start },
      status: 'complete',
      limit: PAGE,
      expand: ['data.payment_intent.latest_charge'],
    })
    .autoPagingToArray({ limit: sessionsMax })
  const oldest = listed.at(-1)
  const isCut = listed.length === sessionsMax && oldest !== undefined
  const sessions = new Map<string, PaidSession[]>()
  for (const paid of listed.flatMap(readPaid))
    sessions.set(paid.purchaseId, [...(sessions.get(paid.purchaseId) ?? []), paid])
  return { sessions, since: timeOf(isCut ? oldest.created + 1 : start) }
}

function readPaid(session: Stripe.Checkout.Session): PaidSession[] {
  const purchaseId = session.metadata?.purchase_id
  if (!purchaseId || session.payment_status === 'unpaid') return []
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null
  const charge = typeof intent?.latest_charge === 'object' ? intent.latest_charge : null
  // A session that cost nothing has no charge.
  const paidAt = timeOf(charge?.created ?? session.created)
  return [{ id: session.id, purchaseId, cents: session.amount_total ?? 0, paidAt }]
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

function unpaidAtStripe({ id, paidCents, sessionId }: ComparedPurchase): Difference {
  const expected = `paid ${paidCents} by ${sessionId}`
  return { check: 'stripe_unpaid', subject: id, expected, found: 'none' }
}

const timeOf = (unixSeconds: number) => new Date(unixSeconds * 1_000)
