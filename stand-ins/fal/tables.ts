import type { Delivery } from '../kit/deliveries.ts'
import type { OwnSettings } from '../kit/settings.ts'
import type { QueueRequest } from './queue-request.ts'

/**
 * One webhook of a completion. `signedBy` says how it is spoilt: by a key outside the JWKS, or with a
 * timestamp that is too old.
 */
export type Webhook = Delivery & {
  requestId: string
  url: string
  body: string
  signedBy: 'ours' | 'stranger' | 'ours_long_ago'
}

/** Everything that is kept of one key, by table. */
export type Tables = { requests: QueueRequest; deliveries: Webhook; settings: OwnSettings }
