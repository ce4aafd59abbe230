import type { AudioStore } from '../file-host/audio-store.ts'
import type { FalFaults } from './fault-kinds.ts'
import type { Renders } from './renders.ts'
import type { RequestCounters } from './request-counters.ts'
import type { RequestStore } from './request-store.ts'
import type { SettingsStore } from './settings.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { WebhookDeliveries } from './webhook-deliveries.ts'

/** The parts of one running stand-in; each route says which of them it needs. */
export type Services = {
  store: RequestStore
  audio: AudioStore
  keys: SigningKeys
  settings: SettingsStore
  counters: RequestCounters
  faults: FalFaults
  webhooks: WebhookDeliveries
  renders: Renders
}
