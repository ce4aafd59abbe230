import { expect } from 'vitest'
import type { LedgerLine } from '../../worker/domain/credits/answer-entry.ts'
import type { PurchaseAnswer } from '../../worker/domain/purchases/purchase-answer.ts'
import type { PackId } from '../../worker/states/packs.ts'
import type { PayWay, StripeSession } from './stripe-account.ts'
import type { Person, Studio } from './studio.ts'

export type Bought = { purchaseId: string; sessionId: string }

/** Asks for a pack and expects a pay page. */
export async function openCheckout(
  studio: Studio,
  person: Person,
  pack: PackId = 'starter',
  headers: Record<string, string> = {},
): Promise<Bought> {
  const answer = await person.call('/api/credits/checkout', { json: { pack }, headers })
  expect(answer.status).toBe(200)
  const { url, purchaseId } = await answer.json<{ url: string; purchaseId: string }>()
  const session = (await studio.stripe.sessions()).find((each) => each.url === url)
  if (!session) throw new Error('Stripe has no session for this pay page')
  return { purchaseId, sessionId: session.id }
}

/** Pays at the pay page. Stripe's events are not sent yet. */
export async function payFor(
  studio: Studio,
  person: Person,
  { pack, how = 'card', code }: { pack?: PackId; how?: PayWay; code?: string } = {},
): Promise<Bought & { intent: string; session: StripeSession }> {
  const bought = await openCheckout(studio, person, pack)
  const session = await studio.stripe.pay(bought.sessionId, how, code)
  return { ...bought, session, intent: session.payment_intent ?? '' }
}

/** Buys a pack: the person pays, Stripe sends its events, the Worker grants the credits. */
export async function buy(studio: Studio, person: Person, pack?: PackId) {
  const paid = await payFor(studio, person, pack ? { pack } : {})
  await hearAll(studio)
  return paid
}

/** Hands every event that Stripe has to send to the Worker, and lets it process them. */
export async function hearAll(studio: Studio): Promise<void> {
  for (const event of await studio.stripe.outbox()) {
    const { status } = await studio.receive(event)
    expect(status).toBe(200)
    await studio.stripe.takeOut(event.id)
  }
  await studio.work('payment')
}

export async function readPurchase(person: Person, id: string): Promise<PurchaseAnswer> {
  return (await person.call(`/api/credits/purchases/${id}`)).json()
}

/** A person's ledger, newest first. */
export async function readLedger(person: Person): Promise<LedgerLine[]> {
  const answer = await person.call('/api/credits/ledger')
  return (await answer.json<{ items: LedgerLine[] }>()).items
}

/** How a purchase moved credits, in order: `[['purchase', 300], ['clawback', -150]]`. */
export async function movesOf(studio: Studio, purchaseId: string): Promise<[string, number][]> {
  const text =
    'select kind, balance_delta as credits from credit_entries where purchase_id = $1 order by id'
  const rows = await studio.sql<{ kind: string; credits: number }>(text, [purchaseId])
  return rows.map(({ kind, credits }) => [kind, credits])
}
