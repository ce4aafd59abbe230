import { postWebhook } from '../kit/post-webhook.ts'
import { nowSeconds } from './ids.ts'
import type { StripeEvent } from './payments/emit-event.ts'
import { signEvent } from './sign-event.ts'
import type { Store } from './store.ts'
import type { Delivery } from './tables.ts'
import { type Endpoint, type EndpointDefaults, endpointOf } from './webhook-endpoint.ts'

/** An event that is due, signed at this moment and ready to be handed over by someone else. */
export type OutboxItem = {
  id: string
  type: string
  url: string
  headers: Record<string, string>
  /** The exact string that is signed. */
  body: string
}

/** Tells each account's endpoint of its events, until a 2xx says it was heard. */
export type WebhookDeliveries = {
  /** Delivers what is due, each at its time, unless the account holds its webhooks. */
  schedule(key: string): void
  endpoint(key: string): Endpoint
  /** Signed now, or `secondsAgo`; with the account's secrets, or with one that it doesn't know. */
  outbox(key: string, how: { wrongSecret: boolean; secondsAgo: number }): OutboxItem[]
  /** Counts the event as delivered; false when none of that id is due. */
  takeOut(key: string, eventId: string): boolean
  close(): void
}

const RETRY_PAUSE_MAX_SECONDS = 60
const RETRY_SECONDS_MAX = 3 * 24 * 60 * 60
const WRONG_SECRET = 'whsec_of_someone_else'

export function openWebhookDeliveries(
  store: Store,
  defaults: EndpointDefaults | undefined,
): WebhookDeliveries {
  // An event stays in here until its attempt is over, so that no two run at once.
  const timers = new Map<string, NodeJS.Timeout>()
  const closing = new AbortController()

  const endpoint = (key: string) => endpointOf(store.read(key), defaults)
  const dueOf = (key: string) => store.read(key).list('deliveries').filter(isDue)
  const findDue = (key: string, id: string) => {
    const delivery = store.read(key).find('deliveries', id)
    return delivery && isDue(delivery) ? delivery : undefined
  }

  async function deliver(key: string, id: string): Promise<void> {
    const { url, secrets, hold } = endpoint(key)
    const event = store.read(key).find('events', id)
    if (event && findDue(key, id) && !hold) {
      const body = bodyOf(event)
      const headers = signEvent(body, secrets, nowSeconds())
      const status = await postWebhook({ url, headers, body }, closing.signal)
      if (closing.signal.aborted) return
      // Meanwhile the account may have been reset, or the event taken out.
      const delivery = findDue(key, id)
      timers.delete(id)
      if (delivery) keep(key, afterAttempt(delivery, event, status))
      return
    }
    timers.delete(id)
  }

  function keep(key: string, delivery: Delivery): void {
    store.write(key, (tx) => {
      tx.put('deliveries', delivery)
      const event = tx.find('events', delivery.id)
      if (event && !isDue(delivery)) tx.put('events', { ...event, pending_webhooks: 0 })
    })
  }

  function schedule(key: string): void {
    if (endpoint(key).hold) return
    for (const { id, nextAttemptAt } of dueOf(key)) {
      if (timers.has(id)) continue
      const wait = Math.max(0, nextAttemptAt - Date.now())
      timers.set(
        id,
        setTimeout(() => void deliver(key, id), wait),
      )
    }
  }

  store.onWrite(schedule)
  return {
    schedule,
    endpoint,
    outbox(key, { wrongSecret, secondsAgo }) {
      const { url, secrets } = endpoint(key)
      const reader = store.read(key)
      return dueOf(key).flatMap(({ id }) => {
        const event = reader.find('events', id)
        if (!event) return []
        const body = bodyOf(event)
        const signedWith = wrongSecret ? [WRONG_SECRET] : secrets
        const headers = signEvent(body, signedWith, nowSeconds() - secondsAgo)
        return [{ id, type: event.type, url, headers, body }]
      })
    },
    takeOut(key, eventId) {
      const delivery = findDue(key, eventId)
      if (delivery) keep(key, { ...delivery, state: 'delivered' })
      return delivery !== undefined
    },
    close() {
      closing.abort()
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}

const isDue = ({ state }: Delivery) => state === 'due'

const bodyOf = (event: StripeEvent) => JSON.stringify(event, null, 2)

/** 2xx is heard; everything else is tried again after 1, 2, 4 … 60 seconds, for three days. */
function afterAttempt(delivery: Delivery, event: StripeEvent, status: number): Delivery {
  const attempts = delivery.attempts + 1
  if (status >= 200 && status < 300) return { ...delivery, attempts, state: 'delivered' }
  if (nowSeconds() - event.created > RETRY_SECONDS_MAX)
    return { ...delivery, attempts, state: 'failed' }
  const pauseSeconds = Math.min(2 ** delivery.attempts, RETRY_PAUSE_MAX_SECONDS)
  return { ...delivery, attempts, nextAttemptAt: Date.now() + pauseSeconds * 1000 }
}
