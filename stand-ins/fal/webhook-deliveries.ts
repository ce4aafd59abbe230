import { postWebhook } from '../kit/post-webhook.ts'
import type { QueueRequest, Webhook } from './queue-request.ts'
import type { RequestStore } from './request-store.ts'
import type { SettingsStore } from './settings.ts'
import { LOCAL_USER_ID, type SigningKeys } from './signing-keys.ts'

/** A webhook that is due, signed at this moment and ready to be handed over by someone else. */
export type OutboxItem = {
  id: string
  requestId: string
  url: string
  headers: Record<string, string>
  /** The exact string that is signed. */
  body: string
}

/** Tells the submitter that a request is completed, until a 2xx says it was heard. */
export type WebhookDeliveries = {
  /** Delivers what is due, each at its time, unless the key holds its webhooks. */
  schedule(request: QueueRequest): void
  /** Tries each due webhook once, now; resolves when all have been tried. */
  deliverNow(request: QueueRequest): Promise<void>
  outbox(key: string): OutboxItem[]
  /** Counts the webhook as delivered; false when none of that id is due. */
  takeOut(key: string, webhookId: string): boolean
  close(): void
}

const RETRIES_MAX = 31
const RETRY_PAUSE_MAX_SECONDS = 60
const STALE_SECONDS = 600

export function openWebhookDeliveries(services: {
  store: RequestStore
  settings: SettingsStore
  keys: SigningKeys
}): WebhookDeliveries {
  const { store, settings, keys } = services
  // A webhook stays in here until its attempt is over, so that no two run at once.
  const timers = new Map<string, NodeJS.Timeout>()
  const closing = new AbortController()

  const dueOf = (key: string) =>
    store
      .list(key)
      .flatMap((request) => request.webhooks.map((webhook) => ({ request, webhook })))
      .filter(({ webhook }) => webhook.state === 'due')

  async function deliver(request: QueueRequest, webhook: Webhook): Promise<void> {
    const deliverable = webhook.state === 'due' && !settings.of(request.key).hold
    const signed = () => ({ ...webhook, headers: sign(keys, request, webhook) })
    const status = deliverable ? await postWebhook(signed(), closing.signal) : null
    timers.delete(webhook.id)
    // Meanwhile the stand-in may have stopped, or the request may have been reset away.
    if (status === null || closing.signal.aborted || store.find(request.id) !== request) return
    recordAttempt(webhook, status)
    store.save(request)
    scheduleOne(request, webhook)
  }

  function scheduleOne(request: QueueRequest, webhook: Webhook): void {
    if (webhook.state !== 'due' || timers.has(webhook.id)) return
    const wait = Math.max(0, webhook.nextAttemptAt - Date.now())
    const timer = setTimeout(() => void deliver(request, webhook), wait)
    timers.set(webhook.id, timer)
  }

  return {
    schedule(request) {
      for (const webhook of request.webhooks) scheduleOne(request, webhook)
    },
    async deliverNow(request) {
      for (const { id } of request.webhooks) clearTimeout(timers.get(id))
      await Promise.all(request.webhooks.map((webhook) => deliver(request, webhook)))
    },
    outbox: (key) =>
      dueOf(key).map(({ request, webhook }) => ({
        id: webhook.id,
        requestId: request.id,
        url: webhook.url,
        headers: sign(keys, request, webhook),
        body: webhook.body,
      })),
    takeOut(key, webhookId) {
      const found = dueOf(key).find(({ webhook }) => webhook.id === webhookId)
      if (!found) return false
      found.webhook.state = 'delivered'
      store.save(found.request)
      return true
    },
    close() {
      closing.abort()
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}

function sign(keys: SigningKeys, request: QueueRequest, webhook: Webhook) {
  const now = Math.floor(Date.now() / 1000)
  return keys.sign({
    requestId: request.id,
    userId: LOCAL_USER_ID,
    timestamp: webhook.signedBy === 'ours_long_ago' ? now - STALE_SECONDS : now,
    body: webhook.body,
    byStranger: webhook.signedBy === 'stranger',
  })
}

/** 2xx is heard and 3xx is final; everything else is tried again after 1, 2, 4, 8 … seconds. */
function recordAttempt(webhook: Webhook, status: number): void {
  webhook.attempts += 1
  if (status >= 200 && status < 300) webhook.state = 'delivered'
  else if (status >= 300 && status < 400) webhook.state = 'failed'
  else if (webhook.attempts > RETRIES_MAX) webhook.state = 'failed'
  else {
    const pauseSeconds = Math.min(2 ** (webhook.attempts - 1), RETRY_PAUSE_MAX_SECONDS)
    webhook.nextAttemptAt = Date.now() + pauseSeconds * 1000
  }
}
