import Stripe from 'stripe'
import { storePaymentEvent } from '../../worker/db/inbox.ts'
import type { Services } from '../../worker/services.ts'
import type { Agenda } from './agenda.ts'
import type { Clock } from './clock.ts'
import { Unreachable } from './invocation.ts'
import type { PurchaseRow } from './rows.ts'
import type { Scheduler } from './scheduler.ts'

const EVENT_SECONDS = 0.5
/** When Stripe delivers an event again after an error, or no answer. */
const AGAIN_SECONDS = [10, 60, 300, 900] as const

type Session = {
  id: string
  purchaseId: string
  userId: string
  cents: number
  status: 'open' | 'complete' | 'expired'
  isPaid: boolean
  refundedCents: number
  refunds: number
}

type World = { clock: Clock; agenda: Agenda; scheduler: Scheduler; services(): Services }
type Created = { metadata: { purchase_id: string; user_id: string } } & {
  line_items: { price_data: { unit_amount: number } }[]
}

/** Stripe behind the Worker's client, as far as pay pages, payments and refunds go: each call is one await. */
export class SimulatedStripe {
  readonly #world: World
  readonly #sessions = new Map<string, Session>()
  readonly #keys = new Set<string>()
  #events = 0

  constructor(world: World) {
    this.#world = world
  }

  get sessions(): Session[] {
    return [...this.#sessions.values()]
  }

  get client(): Stripe {
    const client = {
      checkout: {
        sessions: {
          create: (session: Created) => this.#ask('create a page', () => this.#create(session)),
          retrieve: (id: string) => this.#ask('read a page', () => this.#read(id)),
          expire: (id: string) => this.#ask('close a page', () => this.#expire(id)),
          list: ({ payment_intent: intent }: { payment_intent: string }) =>
            this.#ask('find a page', () => ({
              data: this.sessions.filter(({ id }) => intentOf(id) === intent),
            })),
        },
      },
      refunds: {
        create: (refund: { payment_intent: string }, { idempotencyKey }: Stripe.RequestOptions) =>
          this.#ask('refund', () => this.#refund(refund.payment_intent, idempotencyKey ?? '')),
      },
    }
    // What the Worker asks of Stripe when nobody disputes a payment.
    return client as unknown as Stripe
  }

  /** What a person does at their pay page; false when it is closed. Money from a bank arrives later. */
  pay(purchaseId: string, bankSeconds: number): boolean {
    const session = this.sessions.find((each) => each.purchaseId === purchaseId)
    if (session?.status !== 'open') return false
    session.status = 'complete'
    if (bankSeconds === 0) session.isPaid = true
    this.#tell('checkout.session.completed', session)
    if (bankSeconds > 0)
      this.#later(bankSeconds, `money for ${purchaseId}`, () => {
        session.isPaid = true
        this.#tell('checkout.session.async_payment_succeeded', session)
      })
    return true
  }

  /** Whether the studio knows of all money that came and went back. */
  agreesWith(rows: readonly PurchaseRow[]): boolean {
    return this.sessions.every(({ purchaseId, cents, isPaid, refundedCents }) => {
      const row = rows.find(({ id }) => id === purchaseId)
      if (!isPaid) return row?.status !== 'paid'
      const mustGoBack = row?.isAfterLeaving ? cents : 0
      return (
        row?.status === 'paid' &&
        row.paidCents === cents &&
        row.refundedCents === refundedCents &&
        refundedCents === mustGoBack
      )
    })
  }

  /** The same purchase gets the same page: its id is Stripe's idempotency key. */
  #create({ metadata, line_items: [item] }: Created) {
    const id = `cs-${metadata.purchase_id}`
    const session = this.#sessions.get(id) ?? {
      id,
      purchaseId: metadata.purchase_id,
      userId: metadata.user_id,
      cents: item?.price_data.unit_amount ?? 0,
      status: 'open',
      isPaid: false,
      refundedCents: 0,
      refunds: 0,
    }
    this.#sessions.set(id, session)
    return { id, url: `https://pay.test/${id}` }
  }

  #read(sessionId: string) {
    const { id, cents, status, isPaid, refundedCents, ...ids } = this.#find(sessionId)
    const intent = {
      id: intentOf(id),
      status: isPaid ? 'succeeded' : 'processing',
      latest_charge: { id: `ch_${id}`, amount_refunded: refundedCents, disputed: false },
    }
    return {
      id,
      status,
      payment_status: isPaid ? 'paid' : 'unpaid',
      amount_total: cents,
      payment_intent: status === 'complete' ? intent : null,
      customer: null,
      client_reference_id: ids.userId,
      metadata: { purchase_id: ids.purchaseId, user_id: ids.userId },
    }
  }

  #expire(id: string) {
    const session = this.#find(id)
    if (session.status !== 'open') throw refused('resource_invalid_state')
    session.status = 'expired'
    this.#tell('checkout.session.expired', session)
    return { id }
  }

  #refund(intent: string, key: string) {
    const session = this.sessions.find(({ id }) => intentOf(id) === intent)
    if (!session) throw refused('resource_missing')
    if (this.#keys.has(key)) return { id: key }
    if (session.refundedCents > 0) throw refused('charge_already_refunded')
    this.#keys.add(key)
    session.refundedCents = session.cents
    session.refunds += 1
    this.#tell('charge.refunded', session)
    return { id: key }
  }

  #find(id: string): Session {
    const session = this.#sessions.get(id)
    if (!session) throw refused('resource_missing')
    return session
  }

  #tell(type: string, { id }: Session): void {
    this.#events += 1
    const eventId = `evt-${this.#events}-${id}`
    const hints = { type, sessionId: type.startsWith('checkout') ? id : null }
    this.#deliver(eventId, { ...hints, paymentIntentId: intentOf(id) }, 0)
  }

  #deliver(eventId: string, hints: Parameters<typeof storePaymentEvent>[2], tries: number): void {
    const { scheduler, services } = this.#world
    const receive = async ({ db, queues }: Services) => {
      const { unprocessed } = await storePaymentEvent(db, eventId, hints)
      if (unprocessed) await queues.send({ kind: 'payment', eventId })
    }
    this.#later(AGAIN_SECONDS[tries - 1] ?? EVENT_SECONDS, `event ${hints.type}`, (name) =>
      scheduler.start(
        name,
        () => receive(services()),
        ({ how }) => {
          if (how !== 'done' && tries < AGAIN_SECONDS.length)
            this.#deliver(eventId, hints, tries + 1)
        },
      ),
    )
  }

  #later(seconds: number, name: string, happen: (name: string) => void): void {
    const { agenda, clock } = this.#world
    agenda.add(clock.now + seconds * 1000, name, () => happen(name))
  }

  /** What Stripe refuses is an answer, and no failure of the simulation's. */
  async #ask<Answer>(name: string, happen: () => Answer): Promise<Answer> {
    const answered = await this.#world.scheduler.ask<() => Answer>({
      port: 'stripe',
      name,
      happen: () => {
        try {
          const answer = happen()
          return () => answer
        } catch (error) {
          return () => {
            throw error
          }
        }
      },
      lost: () => {
        throw new Unreachable('Stripe does not answer')
      },
    })
    return answered()
  }
}

const intentOf = (sessionId: string) => `pi-${sessionId}`

function refused(code: string): Error {
  return new Stripe.errors.StripeInvalidRequestError({
    type: 'invalid_request_error',
    code,
    message: code,
  })
}
