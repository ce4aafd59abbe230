import type { AudioStore } from '../file-host/audio-store.ts'
import type { Journal } from '../kit/journal.ts'
import type { SettingsStore } from '../kit/settings.ts'
import type { ReplicateFaults } from './fault-kinds.ts'
import type { Renders } from './renders.ts'
import type { RequestCounters } from './request-counters.ts'
import type { Tables } from './tables.ts'
import type { WebhookDeliveries } from './webhook-deliveries.ts'

/** All accounts, by token. */
export type Store = Journal<Tables>

/** The parts of a running stand-in; each route names those it needs. */
export type Services = {
  store: Store
  audio: AudioStore
  settings: SettingsStore
  counters: RequestCounters
  faults: ReplicateFaults
  webhooks: WebhookDeliveries
  renders: Renders
}
