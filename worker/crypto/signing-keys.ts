const KEYS_SECONDS = 3_600
const REFETCH_SECONDS_MIN = 60

/** Where a provider's keys come from. `id` names them: no two sources may share one. */
export type KeySource = { id: string; fetchKeys(): Promise<CryptoKey[]> }

/** The keys that providers sign their webhooks with, as far as they were fetched. */
export type SigningKeys = {
  /**
   * Whether any key of a provider fits. Keys are cached for an hour; when none fits they may have been
   * rotated, so they are fetched again, but at most once a minute, whatever a forger sends. Throws when
   * they can't be fetched at all.
   */
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
    // Requests that come while these are fetched use the old keys: one fetch, however many they are.
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
