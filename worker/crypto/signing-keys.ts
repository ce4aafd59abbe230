const KEYS_SECONDS = 3_600
const REFETCH_SECONDS_MIN = 60

/** No two sources may share an `id`. */
export type KeySource = { id: string; fetchKeys(): Promise<CryptoKey[]> }

export type SigningKeys = {
  /** Keeps keys for an hour; when none fits, fetches at most once a minute. Throws when the provider doesn't answer. */
  anyFits(
    source: KeySource,
    now: Date,
    fits: (key: CryptoKey) => Promise<boolean>,
  ): Promise<boolean>
}

type KeySet = { keys: CryptoKey[]; fetchedAt: number }

export function openSigningKeys(): SigningKeys {
  const keySets = new Map<string, KeySet>()

  async function read(source: KeySource, now: number, maxAgeSeconds: number): Promise<KeySet> {
    const cached = keySets.get(source.id)
    if (cached && now - cached.fetchedAt < maxAgeSeconds) return cached
    // Until they are here, other requests use the old keys instead of fetching, too.
    if (cached) cached.fetchedAt = now
    const fresh = { keys: await source.fetchKeys(), fetchedAt: now }
    keySets.set(source.id, fresh)
    return fresh
  }

  return {
    async anyFits(source, now, fits) {
      const seconds = now.getTime() / 1000
      const anyOf = async ({ keys }: KeySet) => (await Promise.all(keys.map(fits))).includes(true)
      const cached = await read(source, seconds, KEYS_SECONDS)
      if (await anyOf(cached)) return true
      const fresh = await read(source, seconds, REFETCH_SECONDS_MIN)
      return fresh !== cached && anyOf(fresh)
    },
  }
}
