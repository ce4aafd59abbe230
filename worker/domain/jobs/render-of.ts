import type { Attempt } from '../../db/schema.ts'
import type { ProviderName } from '../../providers/catalogue.ts'
import type { RenderRef } from '../../providers/music-provider.ts'

/** What the provider calls this attempt; null while only it knows. */
export function renderOf({ endpoint, providerRequestId }: Attempt): RenderRef | null {
  return providerRequestId === null ? null : { endpoint, requestId: providerRequestId }
}

export function providerOf({ provider }: Attempt): ProviderName {
  // Attempts are only written with the provider of a catalogue engine.
  return provider as ProviderName
}
