// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import type { PlantedBug } from './planted-bugs.ts'

const BUYING = 'worker/domain/purchases/buy-pack.test.ts'
const WEBHOOK = 'worker/webhooks/stripe.test.ts'
const STEPS = 'worker/domain/purchases/next-step.test.ts'
const REFUNDS = 'worker/domain/credits/refund-track.test.ts'
const LEDGER = 'worker/domain/credits/stream-ledger-csv.test.ts'

/** Mistakes with other people's money. */
export const PURCHASE_BUGS: readonly PlantedBug[] = [
  {
    name: 'a complete session grants its credits before it is paid',
    file: 'worker/payments/read-payment.ts',
    find: "if (session.payment_status !== 'unpaid') return 'paid'",
    replace: "if (session.status === 'complete') return 'paid'",
    test: BUYING,
  },
  {
    name: 'coming back from the pay page grants the credits',
    file: 'worker/domain/purchases/show-purchase.ts',
    find: 'const seen = await readPurchasePayment(services, purchase, purchase.sessionId, PATIENCE)',
    replace: `const asked = await readPurchasePayment(services, purchase, purchase.sessionId, PATIENCE)
    const seen = asked && { ...asked, status: 'paid' as const }`,
    test: BUYING,
  },
  {
    name: 'a debt is forgotten',
    file: 'migrations/0004_purchases.sql',
    find: 'set balance = balance + balance_change,',
    replace: 'set balance = greatest(balance + balance_change, least(balance, 0)),',
    test: WEBHOOK,
  },
  {
    name: 'an older look at Stripe overwrites a newer one',
    file: 'worker/db/purchases/step.ts',
    find: 'where id = ${id} and version = ${version}::integer',
    replace: 'where id = ${id} and version >= ${version}::integer',
    test: WEBHOOK,
  },
  {
    name: 'a look that finds nothing new lets an older look overwrite it',
    file: 'worker/domain/purchases/apply-payment.ts',
    find: 'const written = await recordStep(',
    replace: `if (nextStep(purchase, seen) === null) return purchase
  const written = await recordStep(`,
    test: WEBHOOK,
  },
  {
    name: 'refunds in pieces take more than one of their sum',
    file: 'worker/domain/purchases/next-step.ts',
    find: 'return Math.floor(',
    replace: 'return Math.ceil(',
    test: STEPS,
  },
  {
    name: 'a refund and a dispute take more than the pack',
    file: 'worker/domain/purchases/next-step.ts',
    find: 'Math.min(refundedCents + disputedCents, paidCents)',
    replace: '(refundedCents + disputedCents)',
    test: STEPS,
  },
  {
    name: 'a purchase is granted again when its event comes again',
    file: 'worker/domain/purchases/next-step.ts',
    find: "if (purchase.status !== 'paid') return",
    replace: "if (purchase.status !== 'paid' || payment.refundedCents === 0) return",
    test: STEPS,
  },
  {
    name: 'a refund is lost when its event comes before that of the payment',
    file: 'worker/payments/read-payment.ts',
    find: 'return data[0]?.id ?? null',
    replace: 'return data[1]?.id ?? null',
    test: WEBHOOK,
  },
  {
    name: 'a lost dispute gives the credits back',
    file: 'worker/payments/read-payment.ts',
    find: "'needs_response', 'under_review', 'lost'",
    replace: "'needs_response', 'under_review'",
    test: WEBHOOK,
  },
  {
    name: 'an inquiry takes credits as if it were a dispute',
    file: 'worker/payments/read-payment.ts',
    find: "'needs_response', 'under_review', 'lost'",
    replace: "'warning_needs_response', 'needs_response', 'under_review', 'lost'",
    test: WEBHOOK,
  },
  {
    name: "Stripe's signature is not checked",
    file: 'worker/webhooks/stripe.ts',
    find: 'return await stripe.webhooks.constructEventAsync(',
    replace: `if (body) return JSON.parse(body)
    return await stripe.webhooks.constructEventAsync(`,
    test: WEBHOOK,
  },
  {
    name: 'an event that Stripe signed long ago is taken',
    file: 'worker/webhooks/stripe.ts',
    find: 'const SIGNATURE_AGE_SECONDS_MAX = 300',
    replace: 'const SIGNATURE_AGE_SECONDS_MAX = 300_000',
    test: WEBHOOK,
  },
  {
    name: 'an event whose enqueueing failed is lost when it comes again',
    file: 'worker/db/inbox.ts',
    find: '.onConflictDoUpdate({ target: [inbox.provider, inbox.eventId], set: { receivedAt: sql`${inbox.receivedAt}` } })',
    replace: '.onConflictDoNothing()',
    test: WEBHOOK,
  },
  {
    name: 'an event is done although Stripe could not be asked',
    file: 'worker/domain/purchases/receive-event.ts',
    find: "found ? await refreshPurchase(services, found) : 'unknown'",
    replace:
      "found ? await refreshPurchase(services, found).catch(() => 'unknown' as const) : 'unknown'",
    test: WEBHOOK,
  },
  {
    name: 'pressing again after a lost answer opens a second pay page',
    file: 'worker/payments/checkout.ts',
    find: 'idempotencyKey: `checkout:${purchase.id}:${purchase.tries}`',
    replace: 'idempotencyKey: crypto.randomUUID()',
    test: BUYING,
  },
  {
    name: 'a press asks forever for a failure that Stripe keeps replaying',
    file: 'worker/domain/purchases/buy-pack.ts',
    find: 'isGone || isReplayedFailure(error)',
    replace: 'isGone',
    test: BUYING,
  },
  {
    name: 'a payment whose event never comes is never looked for',
    file: 'worker/db/rescues.ts',
    find: "where status in ('pending', 'processing') and session_id is not null",
    replace: "where status = 'processing' and session_id is not null",
    test: BUYING,
  },
  {
    name: 'an event that can’t be processed wakes a message every minute',
    file: 'worker/db/rescues.ts',
    find: "next_send_at = now() + greatest(interval '2 minutes', (now() - received_at) / 4)",
    replace: 'next_send_at = next_send_at',
    test: WEBHOOK,
  },
  {
    name: 'every look at a purchase asks Stripe',
    file: 'worker/domain/purchases/show-purchase.ts',
    find: 'const CHECK_SECONDS_MIN = 2',
    replace: 'const CHECK_SECONDS_MIN = 0',
    test: BUYING,
  },
  {
    name: 'a refund whose event never arrived is never counted',
    file: 'worker/domain/purchases/fetch-missed-events.ts',
    find: 'types: [...PAYMENT_EVENTS]',
    replace: 'types: [...PAYMENT_EVENTS].slice(0, 4)',
    test: 'worker/domain/purchases/fetch-missed-events.test.ts',
  },
  {
    name: 'a difference is found but not reported',
    file: 'worker/domain/credits/reconcile/reconcile-credits.ts',
    find: 'if (differences.length === 0) return',
    replace: 'if (differences.length >= 0) return',
    test: 'worker/domain/credits/reconcile/reconcile-credits.test.ts',
  },
  {
    name: 'reconciliation repairs silently what it finds',
    file: 'worker/db/reconcile.ts',
    find: 'with forgotten as (',
    replace: `with repaired as (
      update credit_accounts set balance = sums.balance
      from (select user_id, sum(balance_delta) as balance from credit_entries group by user_id) sums
      where sums.user_id = credit_accounts.user_id
    ), forgotten as (`,
    test: 'worker/domain/credits/reconcile/reconcile-credits.test.ts',
  },
  {
    name: "a person may see another person's purchase",
    file: 'worker/db/purchases/read.ts',
    find: '.where(and(eq(purchases.id, purchaseId), eq(purchases.userId, userId)))',
    replace: '.where(and(eq(purchases.id, purchaseId), sql`${userId}::text is not null`))',
    test: BUYING,
  },
  {
    name: "a person may read another person's ledger",
    file: 'worker/db/credits.ts',
    find: 'eq(creditEntries.userId, userId),',
    replace: 'sql`${userId}::text is not null`,',
    test: LEDGER,
  },
  {
    name: 'a title that is a formula runs in the spreadsheet',
    file: 'worker/domain/credits/to-csv.ts',
    find: '(?=[=+\\-@',
    replace: '(?=[+\\-@',
    test: LEDGER,
  },
  {
    name: 'half the price of a track is given back twice',
    file: 'migrations/0004_purchases.sql',
    find: 'create unique index credit_entries_refunded_once',
    replace: 'create index credit_entries_refunded_once',
    test: REFUNDS,
  },
  {
    name: 'a fourth track of a month is given back when all are asked for at once',
    file: 'worker/db/quality-refunds.ts',
    find: "':' || used.times + 1,",
    replace: "':' || job.id,",
    test: REFUNDS,
  },
  {
    name: "a person may give another person's track back",
    file: 'worker/db/quality-refunds.ts',
    find: "where jobs.track_id = ${trackId} and jobs.user_id = ${userId} and jobs.kind = 'generate' and jobs.status",
    replace:
      "where jobs.track_id = ${trackId} and ${userId}::text is not null and jobs.kind = 'generate' and jobs.status",
    test: REFUNDS,
  },
  {
    name: 'the free credits of a day are given at every touch',
    file: 'worker/db/credits.ts',
    find: 'on conflict do nothing returning id, user_id',
    replace:
      "on conflict (user_id, route, key) do update set answer = '{}', id = 'free:' || gen_random_uuid() returning id, user_id",
    test: 'worker/domain/credits/daily-credits.test.ts',
  },
  {
    name: 'an operator gives credits without a trace in the audit log',
    file: 'worker/db/credits.ts',
    find: 'from granted returning id`)',
    replace: 'from granted where false returning id`)',
    test: 'tests/contracts/grant-credits.long.test.ts',
  },
]
