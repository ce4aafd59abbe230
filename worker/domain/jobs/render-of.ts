import type { Attempt } from '../../db/schema.ts'
import type { RenderRef } from '../../providers/music-provider.ts'

/** What the provider calls this attempt; null until we learn it. */
export function renderOf({ endpoint, providerRequestId }: Attempt): RenderRef | null {
  return providerRequestId === null ? null : { endpoint, requestId: providerRequestId }
}
