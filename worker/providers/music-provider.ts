import { z } from 'zod'

/** Where a provider says that the music is. It is fetched only from `files.hosts`. */
export const AudioUrl = z.url().max(2_000)

/** A service that renders for minutes, then calls our webhook. No call throws: failures outside are answers. */
export type MusicProvider = {
  /** Sends one request. Never submit again after `unknown`: the provider may be working. */
  submit(order: RenderOrder): Promise<SubmitAnswer>
  look(render: RenderRef): Promise<RenderState>
  result(render: RenderRef): Promise<RenderResult>
  /** Best effort: the render may finish all the same. */
  cancel(render: RenderRef): Promise<void>
  /** Finds a recent render by its webhook's address. Absent where the provider keeps no list. */
  find?(webhookUrl: string): Promise<RenderSearch>
  /** We fetch its files only from these hosts and their subdomains, by this `fetch`. */
  files: { hosts: readonly string[]; fetch: typeof fetch }
}

export type RenderRef = { endpoint: string; requestId: string }

export type RenderOrder = {
  endpoint: string
  input: Record<string, unknown>
  webhookUrl: string
  priority: 'normal' | 'low'
}

export type RenderFailure =
  | 'refused'
  /** The same input will always be invalid. */
  | 'invalid_input'
  /** It has too many of our songs already. */
  | 'provider_busy'
  /** It broke, is locked, or has lost the render. */
  | 'provider_failed'

export type SubmitAnswer =
  | { outcome: 'accepted'; requestId: string }
  | { outcome: 'failed'; failure: RenderFailure }
  | { outcome: 'busy'; retryAfterSeconds: number }
  | { outcome: 'unknown' }

export type RenderState =
  | { state: 'queued'; queuePosition: number | null }
  /** 0..1, as far as the provider's logs tell. */
  | { state: 'rendering'; fraction: number }
  | { state: 'done' }
  /** The provider says that there is no such render. */
  | { state: 'forgotten' }
  | { state: 'unavailable' }

export type RenderResult =
  | { state: 'ready'; audioUrl: string }
  | { state: 'failed'; failure: RenderFailure }
  | { state: 'pending' }
  | { state: 'unavailable' }

export type RenderSearch =
  | { state: 'found'; requestId: string }
  /** As far as the provider knows, it was never submitted. */
  | { state: 'missing' }
  | { state: 'unavailable' }
