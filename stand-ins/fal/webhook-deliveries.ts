import { type Deliveries, isRedirect, openDeliveries } from '../kit/deliveries.ts'
import { findRequest } from './requests.ts'
import type { Services } from './services.ts'
import { LOCAL_USER_ID } from './signing-keys.ts'
import type { Webhook } from './tables.ts'

export type WebhookDeliveries = Deliveries<Webhook, Pick<Webhook, 'id' | 'requestId'>>

const RETRIES_MAX = 31
const STALE_SECONDS = 600

/** Sends the webhooks of completed requests, with up to 31 retries while their results are kept. */
export function openWebhookDeliveries({
  store,
  settings,
  keys,
}: Pick<Services, 'store' | 'settings' | 'keys'>): WebhookDeliveries {
  return openDeliveries(store, {
    isHeld: (key) => settings.of(key).hold,
    sign(_key, { requestId, url, body, signedBy }) {
      const now = Math.floor(Date.now() / 1000)
      const headers = keys.sign({
        requestId,
        userId: LOCAL_USER_ID,
        timestamp: signedBy === 'ours_long_ago' ? now - STALE_SECONDS : now,
        body,
        byStranger: signedBy === 'stranger',
      })
      return { url, headers, body }
    },
    givesUp: (key, { attempts, requestId }, status) =>
      isRedirect(status) || attempts > RETRIES_MAX || !findRequest(store, key, requestId),
    show: (_key, { id, requestId }) => ({ id, requestId }),
  })
}
