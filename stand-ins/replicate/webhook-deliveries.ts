import { postWebhook } from '../kit/post-webhook.ts'
import type { Services } from './services.ts'
import { settingsOf } from './settings.ts'
import { signWebhook } from './sign-webhook.ts'
import { STRANGERS_SECRET, signingSecretsOf } from './signing-secrets.ts'
import type { Delivery } from './tables.ts'

/** A webhook that is due, signed and ready to be handed over by someone else. */
export type OutboxItem = Pick<Delivery, 'id' | 'predictionId' | 'event' | 'url' | 'body'> & {
  headers: Record<string, string>
}

/** Tells creators of their predictions. Only the end is told again when nobody listened. */
export type WebhookDeliveries = {
  /** Delivers what is due, each at its time, unless the account holds its webhooks. */
  schedule(token: string, deliveries?: Delivery[]): void
  /** Tries each of them once, now; resolves when all have been tried. */
  deliverNow(token: string, deliveries: Delivery[]): Promise<void>
  /** Signed now, or `secondsAgo`; with the account's secrets, or with one that it doesn't know. */
  outbox(token: string, how: { wrongSecret: boolean; secondsAgo: number }): OutboxItem[]
  /** Counts the webhook as delivered; false when none of that id is due. */
  takeOut(token: string, id: string): boolean
  close(): void
}

/** With pauses of 1, 2, 4 … seconds the last one goes out 63 seconds after the end. */
const RETRIES_MAX = 6

export function openWebhookDeliveries(
  services: Pick<Services, 'store' | 'defaults'>,
): WebhookDeliveries {
  const { store } = services
  // A delivery stays in here until its attempt is over, so that no two run at once.
  const timers = new Map<string, NodeJS.Timeout>()
  const closing = new AbortController()

  const allDue = (token: string) =>
    store
      .read(token)
      .list('deliveries')
      .filter(({ state }) => state === 'due')
  const findDue = (token: string, id: string) => {
    const delivery = store.read(token).find('deliveries', id)
    return delivery?.state === 'due' ? delivery : undefined
  }
  const keep = (token: string, delivery: Delivery) =>
    store.write(token, (tx) => tx.put('deliveries', delivery))

  async function deliver(token: string, id: string): Promise<void> {
    const delivery = findDue(token, id)
    if (!delivery || settingsOf(services, token).hold) return void timers.delete(id)
    const headers = signWebhook(delivery, signingSecretsOf(store, token), nowSeconds())
    const status = await postWebhook({ ...delivery, headers }, closing.signal)
    timers.delete(id)
    // Meanwhile the stand-in may have stopped, the account been reset, or the webhook taken out.
    if (closing.signal.aborted || !findDue(token, id)) return
    const attempted = afterAttempt(delivery, status)
    keep(token, attempted)
    scheduleOne(token, attempted)
  }

  function scheduleOne(token: string, { id, state, nextAttemptAt }: Delivery): void {
    if (state !== 'due' || timers.has(id) || settingsOf(services, token).hold) return
    const wait = Math.max(0, nextAttemptAt - Date.now())
    timers.set(
      id,
      setTimeout(() => void deliver(token, id), wait),
    )
  }

  return {
    schedule(token, deliveries = allDue(token)) {
      for (const delivery of deliveries) scheduleOne(token, delivery)
    },
    async deliverNow(token, deliveries) {
      for (const { id } of deliveries) clearTimeout(timers.get(id))
      await Promise.all(deliveries.map(({ id }) => deliver(token, id)))
    },
    outbox(token, { wrongSecret, secondsAgo }) {
      const secrets = wrongSecret ? [STRANGERS_SECRET] : signingSecretsOf(store, token)
      return allDue(token)
        .filter(({ nextAttemptAt }) => nextAttemptAt <= Date.now())
        .map((delivery) => {
          const { id, predictionId, event, url, body } = delivery
          const headers = signWebhook(delivery, secrets, nowSeconds() - secondsAgo)
          return { id, predictionId, event, url, headers, body }
        })
    },
    takeOut(token, id) {
      const delivery = findDue(token, id)
      if (delivery) keep(token, { ...delivery, state: 'delivered' })
      return delivery !== undefined
    },
    close() {
      closing.abort()
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}

const nowSeconds = () => Math.floor(Date.now() / 1000)

/** 2xx is heard and 3xx is final; of the rest, what tells of an end is tried again for a minute. */
function afterAttempt(delivery: Delivery, status: number): Delivery {
  const attempts = delivery.attempts + 1
  if (status >= 200 && status < 300) return { ...delivery, attempts, state: 'delivered' }
  const isFinal = status >= 300 && status < 400
  if (isFinal || !delivery.retried || attempts > RETRIES_MAX)
    return { ...delivery, attempts, state: 'failed' }
  return { ...delivery, attempts, nextAttemptAt: Date.now() + 2 ** (attempts - 1) * 1000 }
}
