import type Replicate from 'replicate'
import type { RenderSearch } from '../music-provider.ts'
import { readFailedCall } from './client.ts'

const AGE_MINUTES_MAX = 30
/** A Worker may open six connections at once; one stays free for other work. */
const LOOKS_AT_ONCE = 5
const SEARCH_TIMEOUT_MS = 20_000

/** Among the newest hundred predictions of the last half hour; `missing` when there are no others of that age. */
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
