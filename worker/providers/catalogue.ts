import { z } from 'zod'
import type { Wishes } from './compose-prompt.ts'
import { ACE_STEP } from './models/ace-step.ts'
import { MINIMAX_MUSIC_25 } from './models/minimax-music-2.5.ts'
import { MINIMAX_MUSIC_2 } from './models/minimax-music-2.ts'
import { STABLE_AUDIO_25 } from './models/stable-audio-2.5.ts'

/** What a song may ask for, whoever makes it. Lengths in characters, times in seconds. */
export type SongOrder = Wishes & {
  lyrics: string | null
  instrumental: boolean
  seed: number | null
}

const MODEL_IDS = ['minimax-music-2', 'minimax-music-2.5', 'stable-audio-2.5', 'ace-step'] as const
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

export const CATALOGUE: Readonly<Record<ModelId, Model>> = {
  'minimax-music-2': MINIMAX_MUSIC_2,
  'minimax-music-2.5': MINIMAX_MUSIC_25,
  'stable-audio-2.5': STABLE_AUDIO_25,
  'ace-step': ACE_STEP,
}

/** `GET /api/models`: the catalogue without its engines. */
export function listModels() {
  return Object.values(CATALOGUE).map(({ engines: _, ...model }) => model)
}

export const ModelChoice = z.enum(['auto', ...MODEL_IDS])

/** The engines that can make this song with a stored track's model, the preferred one first. */
export function enginesFor(model: string, order: SongOrder): Engine[] {
  // Rows are written with a model of the catalogue, and models are never taken out of it.
  return CATALOGUE[model as ModelId].engines.filter((engine) => engine.fits(order))
}

/** The engine that an attempt at a stored job went to. One that is no longer offered is another one of its model. */
export function engineNamed(
  model: string,
  { provider, endpoint }: { provider: string; endpoint: string },
): Engine {
  const { engines } = CATALOGUE[model as ModelId]
  const named = engines.find((each) => each.provider === provider && each.endpoint === endpoint)
  return named ?? engines[0]
}
