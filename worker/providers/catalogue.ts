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

/** What a person may choose: a model, or to leave it to the studio. */
export const ModelChoice = z.enum(['auto', ...MODEL_IDS])
export type ModelChoice = z.output<typeof ModelChoice>

/** What \`auto\` may come to: the first of these that fits the song, else the last. */
export const AUTOMATIC: readonly [Model, Model] = [MINIMAX_MUSIC_2, MINIMAX_MUSIC_25]

/** The model that a choice comes to. Only for \`auto\` does it matter what \`fits\`. */
export function pickModel(choice: ModelChoice, fits: (model: Model) => boolean): Model {
  return choice === 'auto' ? (AUTOMATIC.find(fits) ?? AUTOMATIC[1]) : CATALOGUE[choice]
}

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
