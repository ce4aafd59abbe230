import type { Wishes } from './compose-prompt.ts'

/** Lengths in characters, times in seconds. */
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

export type Engine = {
  provider: ProviderName
  endpoint: string
  /** Our cost, in millionths of a US dollar. */
  costMicros(order: SongOrder): number
  /** After this long the job tries the next engine. */
  timeoutSeconds: number
  /** Whether it can make exactly this song: it cuts nothing to fit. */
  fits(order: SongOrder): boolean
  input(order: SongOrder): Record<string, unknown>
}

/** A model people choose. Whatever it accepts (see `chooseModel`), at least one engine fits. */
export type Model = {
  id: ModelId
  name: string
  /** Whether it sings: the lyrics, or words of its own unless lyrics are required. */
  vocals: boolean
  lyrics: { min: number; max: number; required: boolean }
  instrumental: boolean
  prompt: { min: number; max: number }
  durationSeconds: { min: number; max: number }
  /** The wishes it takes as parameters. The prompt says the others, except for a seed. */
  honours: readonly Honour[]
  engines: readonly [Engine, ...Engine[]]
} & (
  | {
      length: 'hint'
      credits: { perTrack: number }
    }
  | {
      length: 'exact'
      durationSecondsDefault: number
      credits: { perTrack: number } | { per30s: number }
    }
)
