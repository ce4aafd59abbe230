/** A service that renders songs: it accepts an order, works for minutes, and tells us by webhook. */
export type MusicProvider = {
  /**
   * Sends exactly one request. An answer that never came is `unknown`: the provider may be
   * working (and charging) already, so nobody may send the order again.
   */
  submit(order: RenderOrder): Promise<SubmitAnswer>
  /** How a render is getting on. Never throws: outside failures are `unavailable`. */
  look(render: RenderRef): Promise<RenderState>
  /** The outcome of a render that is done. Never throws. */
  result(render: RenderRef): Promise<RenderResult>
  /** Asks the provider to stop. Best effort: it may finish all the same. */
  cancel(render: RenderRef): Promise<void>
  /**
   * Looks for a render among the provider's recent ones by the address that its webhook goes to:
   * how a submit whose answer was lost is made good. Absent where the provider keeps no list.
   * Never throws.
   */
  find?(webhookUrl: string): Promise<RenderSearch>
  /** Where its files are: only these hosts, and their subdomains, are ever asked, by this `fetch`. */
  files: { hosts: readonly string[]; fetch: typeof fetch }
}

export type RenderRef = { endpoint: string; requestId: string }

export type RenderOrder = {
  endpoint: string
  input: Record<string, unknown>
  webhookUrl: string
  /** Whether it may overtake others in the provider's queue, where that knows priorities. */
  priority: 'normal' | 'low'
}

/** Why a provider would not or could not make the song, in our own words. */
export type RenderFailure =
  /** Its content policy says no: the prompt must change. */
  | 'refused'
  /** It finds the input wrong: the same input will never do. */
  | 'invalid_input'
  /** It broke, is locked, or has lost the render. */
  | 'provider_failed'

export type SubmitAnswer =
  | { outcome: 'accepted'; requestId: string }
  | { outcome: 'failed'; failure: RenderFailure }
  /** Too busy: nothing was accepted, ask again later. */
  | { outcome: 'busy'; retryAfterSeconds: number }
  | { outcome: 'unknown' }

export type RenderState =
  | { state: 'queued'; queuePosition: number | null }
  /** `fraction` is 0..1, as far as the provider's logs tell. */
  | { state: 'rendering'; fraction: number }
  | { state: 'done' }
  /** It answers that it has never heard of this render. */
  | { state: 'forgotten' }
  | { state: 'unavailable' }

export type RenderResult =
  | { state: 'ready'; audioUrl: string }
  | { state: 'failed'; failure: RenderFailure }
  | { state: 'pending' }
  | { state: 'unavailable' }

export type RenderSearch =
  | { state: 'found'; requestId: string }
  /** It is not among them: as far as the provider knows, it was never submitted. */
  | { state: 'missing' }
  | { state: 'unavailable' }
