import type { AudioStore } from '../file-host/audio-store.ts'
import type { Journal } from '../kit/journal.ts'
import type { SettingsStore } from '../kit/settings.ts'
import type { FalFaults } from './fault-kinds.ts'
import type { Renders } from './renders.ts'
import type { RequestCounters } from './request-counters.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { Tables } from './tables.ts'
import type { WebhookDeliveries } from './webhook-deliveries.ts'

/** All accounts, by key. */
export type Store = Journal<Tables>

/** The parts of a running stand-in; each route names those it needs. */
export type Services = {
  store: Store
  audio: AudioStore
  keys: SigningKeys
  settings: SettingsStore
  counters: RequestCounters
  faults: FalFaults
  webhooks: WebhookDeliveries
  renders: Renders
}
