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
