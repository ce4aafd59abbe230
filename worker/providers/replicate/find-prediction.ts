import type Replicate from 'replicate'
import type { RenderSearch } from '../music-provider.ts'
import { readFailedCall } from './client.ts'

/** Longer than any job waits for its music. */
const AGE_MINUTES_MAX = 30
/** A Worker has six connections at once; one is left to others. */
const LOOKS_AT_ONCE = 5
const SEARCH_TIMEOUT_MS = 20_000

/**
 * The prediction among the newest hundred (one page of Replicate's list), and not older than half an
 * hour, whose webhook goes to just this address. The list doesn't tell of webhooks, so each is looked
 * at, the newest first. `missing` is only said when there can't be others of that age.
 */
export async function findPrediction(client: Replicate, webhook: string): Promise<RenderSearch> {
  const signal = AbortSignal.timeout(SEARCH_TIMEOUT_MS)
  try {
    const { results, next } = await client.predictions.list({ signal })
    const recent = results.filter(isRecent).map(({ id }) => id)
    for (let start = 0; start < recent.length; start += LOOKS_AT_ONCE) {
      const ids = recent.slice(start, start + LOOKS_AT_ONCE)
      const webhooks = await Promise.all(ids.map((id) => readWebhook(client, id, signal)))
      const requestId = ids[webhooks.indexOf(webhook)]
      if (requestId !== undefined) return { state: 'found', requestId }
    }
    return { state: next && recent.length === results.length ? 'unavailable' : 'missing' }
  } catch {
    return { state: 'unavailable' }
  }
}

function isRecent({ created_at }: { created_at: string }): boolean {
  return Date.parse(created_at) > Date.now() - AGE_MINUTES_MAX * 60_000
}

/** Where a prediction's webhook goes; null when it has none, or has gone meanwhile. */
async function readWebhook(
  client: Replicate,
  id: string,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    return (await client.predictions.get(id, { signal })).webhook ?? null
  } catch (error) {
    if (readFailedCall(error).status === 404) return null
    throw error
  }
}
