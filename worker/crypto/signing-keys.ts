const KEYS_SECONDS = 3_600
const REFETCH_SECONDS_MIN = 60

/** Where a service's keys come from. `id` is where they are kept: no two may share one. */
export type KeySource = { id: string; fetchKeys(): Promise<CryptoKey[]> }

type Cached = { keys: CryptoKey[]; fetchedAt: number }

/** Kept by the isolate: the same for every request that it serves. */
const keySets = new Map<string, Cached>()

/**
 * Whether any of a service's signing keys fits. They are cached for an hour; when none fits they may
 * have been rotated, so they are fetched again, but at most once a minute, whatever a forger sends.
 * Throws when they can't be fetched at all.
 */
export async function anyKeyFits(
  source: KeySource,
  now: Date,
  fits: (key: CryptoKey) => Promise<boolean>,
): Promise<boolean> {
  const seconds = now.getTime() / 1000
  const anyOf = async ({ keys }: Cached) => (await Promise.all(keys.map(fits))).includes(true)
  const cached = await readKeys(source, seconds, KEYS_SECONDS)
  if (await anyOf(cached)) return true
  const fresh = await readKeys(source, seconds, REFETCH_SECONDS_MIN)
  return fresh !== cached && anyOf(fresh)
}

async function readKeys(source: KeySource, now: number, maxAgeSeconds: number): Promise<Cached> {
  const cached = keySets.get(source.id)
  if (cached && now - cached.fetchedAt < maxAgeSeconds) return cached
  // Whoever comes while we fetch goes by the old keys: one fetch, however many come at once.
  if (cached) cached.fetchedAt = now
  const fresh = { keys: await source.fetchKeys(), fetchedAt: now }
  keySets.set(source.id, fresh)
  return fresh
}
