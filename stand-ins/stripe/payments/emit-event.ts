import type Stripe from 'stripe'
import { API_VERSION } from '../api-version.ts'
import { newId, nowSeconds } from '../ids.ts'
import type { PaymentContext } from './payment-context.ts'

export type EventType =
  | `charge.${'succeeded' | 'pending' | 'failed' | 'refunded' | 'updated' | 'refund.updated'}`
  | `charge.dispute.${'created' | 'updated' | 'funds_withdrawn' | 'funds_reinstated' | 'closed'}`
  | `checkout.session.${'completed' | 'expired' | 'async_payment_succeeded' | 'async_payment_failed'}`
  | 'customer.created'
  | `payment_intent.${'created' | 'processing' | 'succeeded' | 'payment_failed'}`
  | `refund.${'created' | 'updated' | 'failed'}`

/** An event as it is shown and delivered. Its object stays as it was when it happened. */
export type StripeEvent = Omit<Stripe.EventBase, 'type' | 'data'> & {
  type: EventType
  data: { object: object; previous_attributes?: object }
}

/** Records that something happened, and makes its webhook due. `previous` holds what changed, as it was. */
export function emitEvent(
  { tx, request }: PaymentContext,
  type: EventType,
  object: object,
  previous?: object,
): void {
  const id = newId('evt')
  tx.put('events', {
    id,
    object: 'event',
    api_version: API_VERSION,
    created: nowSeconds(),
    data: { object, ...(previous === undefined ? {} : { previous_attributes: previous }) },
    livemode: false,
    pending_webhooks: 1,
    request,
    type,
  })
  tx.put('deliveries', { id, state: 'due', attempts: 0, nextAttemptAt: Date.now() })
}
