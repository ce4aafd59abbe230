import type { StripeFaults } from './fault-kinds.ts'
import type { RequestCounters } from './request-counters.ts'
import type { Store } from './store.ts'
import type { WebhookDeliveries } from './webhook-deliveries.ts'
import type { Endpoint } from './webhook-endpoint.ts'

/** The parts of a running stand-in; each route names those it needs. */
export type Services = {
  store: Store
  faults: StripeFaults
  counters: RequestCounters
  webhooks: WebhookDeliveries
  endpointOf(key: string): Endpoint
}
