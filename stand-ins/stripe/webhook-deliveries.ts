import { type Deliveries, type Delivery, openDeliveries } from '../kit/deliveries.ts'
import { nowSeconds } from './ids.ts'
import type { StripeEvent } from './payments/emit-event.ts'
import type { Services } from './services.ts'
import { signEvent } from './sign-event.ts'

export type WebhookDeliveries = Deliveries<Delivery, Pick<StripeEvent, 'id' | 'type'>>

const RETRY_SECONDS_MAX = 3 * 24 * 60 * 60
const WRONG_SECRET = 'whsec_of_someone_else'

/** Sends each account's events to its endpoint, trying again for three days. */
export function openWebhookDeliveries({
  store,
  endpointOf,
}: Pick<Services, 'store' | 'endpointOf'>): WebhookDeliveries {
  // emitEvent() writes an event and its delivery together.
  const eventOf = (key: string, { id }: Delivery) =>
    store.read(key).find('events', id) as StripeEvent

  return openDeliveries(store, {
    isHeld: (key) => endpointOf(key).hold,
    sign(key, delivery, { secondsAgo, wrongSecret }) {
      const { url, secrets } = endpointOf(key)
      const body = JSON.stringify(eventOf(key, delivery), null, 2)
      const signedWith = wrongSecret ? [WRONG_SECRET] : secrets
      return { url, headers: signEvent(body, signedWith, nowSeconds() - secondsAgo), body }
    },
    givesUp: (key, delivery) => nowSeconds() - eventOf(key, delivery).created > RETRY_SECONDS_MAX,
    show(key, delivery) {
      const { id, type } = eventOf(key, delivery)
      return { id, type }
    },
    afterEnd(tx, { id }) {
      const event = tx.find('events', id)
      if (event) tx.put('events', { ...event, pending_webhooks: 0 })
    },
  })
}
