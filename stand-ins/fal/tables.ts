import type { Delivery } from '../kit/deliveries.ts'
import type { OwnSettings } from '../kit/settings.ts'
import type { QueueRequest } from './queue-request.ts'

/**
 * One webhook of a completed request. `signedBy` can spoil it: a key that isn't in the JWKS, or a
 * timestamp that is too old.
 */
export type Webhook = Delivery & {
  requestId: string
  url: string
  body: string
  signedBy: 'ours' | 'stranger' | 'ours_long_ago'
}

/** Everything that is kept of one account, by table. */
export type Tables = { requests: QueueRequest; deliveries: Webhook; settings: OwnSettings }
