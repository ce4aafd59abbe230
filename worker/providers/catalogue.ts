import { z } from 'zod'
import { type Engine, MODEL_IDS, type Model, type ModelId, type SongOrder } from './model.ts'
import { ACE_STEP } from './models/ace-step.ts'
import { MINIMAX_MUSIC_25 } from './models/minimax-music-2.5.ts'
import { MINIMAX_MUSIC_2 } from './models/minimax-music-2.ts'
import { STABLE_AUDIO_25 } from './models/stable-audio-2.5.ts'

export const CATALOGUE: Readonly<Record<ModelId, Model>> = {
  'minimax-music-2': MINIMAX_MUSIC_2,
  'minimax-music-2.5': MINIMAX_MUSIC_25,
  'stable-audio-2.5': STABLE_AUDIO_25,
  'ace-step': ACE_STEP,
}

export function listModels() {
  return Object.values(CATALOGUE).map(({ engines: _, ...model }) => model)
}

export const ModelChoice = z.enum(['auto', ...MODEL_IDS])
export type ModelChoice = z.output<typeof ModelChoice>

/** `auto` takes the first if it fits the song, else the last. */
export const AUTOMATIC: readonly [Model, Model] = [MINIMAX_MUSIC_2, MINIMAX_MUSIC_25]

export function pickModel(choice: ModelChoice, fits: (model: Model) => boolean): Model {
  return choice === 'auto' ? (AUTOMATIC.find(fits) ?? AUTOMATIC[1]) : CATALOGUE[choice]
}

export function enginesFor(model: string, order: SongOrder): Engine[] {
  return storedModel(model).engines.filter((engine) => engine.fits(order))
}

/** The model's first engine when it no longer offers that one. */
export function engineNamed(
  model: string,
  { provider, endpoint }: { provider: string; endpoint: string },
): Engine {
  const { engines } = storedModel(model)
  const named = engines.find((each) => each.provider === provider && each.endpoint === endpoint)
  return named ?? engines[0]
}

/** Rows hold models of the catalogue, and no model is ever taken out of it. */
function storedModel(model: string): Model {
  return CATALOGUE[model as ModelId]
}
