const REQUESTS_PER_SECOND = 2

/** Two requests in a second for each account, as Resend gives everybody who hasn't asked for more. */
export class RateLimit {
  readonly #limits = new Map<string, number>()
  readonly #windows = new Map<string, { second: number; requests: number }>()

  raise(apiKey: string, requestsPerSecond: number): void {
    this.#limits.set(apiKey, requestsPerSecond)
  }

  /** The headers of the answer, and whether this request is one too many. */
  count(apiKey: string): { headers: Record<string, string>; isOver: boolean } {
    const second = Math.floor(Date.now() / 1000)
    const known = this.#windows.get(apiKey)
    const requests = (known?.second === second ? known.requests : 0) + 1
    this.#windows.set(apiKey, { second, requests })
    const limit = this.#limits.get(apiKey) ?? REQUESTS_PER_SECOND
    const isOver = requests > limit
    return {
      isOver,
      headers: {
        'ratelimit-limit': String(limit),
        'ratelimit-remaining': String(Math.max(0, limit - requests)),
        'ratelimit-reset': '1',
        ...(isOver ? { 'retry-after': '1' } : {}),
      },
    }
  }
}
