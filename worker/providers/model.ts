import type { Wishes } from './compose-prompt.ts'

/** What a song may ask for, whoever makes it. Lengths in characters, times in seconds. */
export type SongOrder = Wishes & {
  lyrics: string | null
  instrumental: boolean
  seed: number | null
}

export const MODEL_IDS = [
  'minimax-music-2',
  'minimax-music-2.5',
  'stable-audio-2.5',
  'ace-step',
] as const
export type ModelId = (typeof MODEL_IDS)[number]

export type ProviderName = 'fal' | 'replicate'

export type Honour = 'genre' | 'mood' | 'bpm' | 'key' | 'duration' | 'seed' | 'reference'

/** A provider's endpoint that can make a model's songs, and how to ask it. */
export type Engine = {
  provider: ProviderName
  endpoint: string
  /** What the song costs us, in millionths of a US dollar. */
  costMicros(order: SongOrder): number
  /** An attempt that isn't done after this long is given up for the next engine. */
  timeoutSeconds: number
  /** Whether it can make just this song: one that can't is passed over, and nothing is cut to fit. */
  fits(order: SongOrder): boolean
  input(order: SongOrder): Record<string, unknown>
}

/**
 * A model people choose. Whatever it accepts (see `chooseModel`) at least one of its engines fits,
 * and the engines are tried in their order.
 */
export type Model = {
  id: ModelId
  name: string
  /** Whether anybody sings, with `lyrics` of these lengths or, unless required, words of its own. */
  vocals: boolean
  lyrics: { min: number; max: number; required: boolean }
  /** Whether it can do without a voice. */
  instrumental: boolean
  /** Of the composed prompt: with the wishes that it doesn't honour as words. */
  prompt: { min: number; max: number }
  durationSeconds: { min: number; max: number }
  /** The wishes it takes as parameters; all others reach it as words, and a seed not at all. */
  honours: readonly Honour[]
  engines: readonly [Engine, ...Engine[]]
} & (
  | {
      /** A length is a wish: none is refused, none is sure. */
      length: 'hint'
      credits: { perTrack: number }
    }
  | {
      /** Tracks are as long as asked for, within `durationSeconds`. */
      length: 'exact'
      /** How long a track is when no length is asked for; it is also what is paid for then. */
      durationSecondsDefault: number
      /** By the track, or for every 30 seconds that are begun. */
      credits: { perTrack: number } | { per30s: number }
    }
)
