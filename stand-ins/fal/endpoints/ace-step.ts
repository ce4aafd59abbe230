import type { SongRequest } from '../../composer/song-wishes.ts'
import type { Endpoint } from '../endpoints.ts'
import { ANY_NUMBER, ANY_SEED, ANY_TEXT, type Field } from '../input-fields.ts'

const DEFAULT_SECONDS = 60
const WITHOUT_VOICE = ['', '[inst]', '[instrumental]']

const SETTINGS: Record<string, Field> = {
  duration: { kind: 'number', min: 5, max: 240 },
  seed: ANY_SEED,
  number_of_steps: { kind: 'integer', min: 3, max: 60 },
  scheduler: { kind: 'choice', among: ['euler', 'heun'] },
  guidance_type: { kind: 'choice', among: ['cfg', 'apg', 'cfg_star'] },
  granularity_scale: ANY_NUMBER,
  guidance_interval: ANY_NUMBER,
  guidance_interval_decay: ANY_NUMBER,
  guidance_scale: ANY_NUMBER,
  minimum_guidance_scale: ANY_NUMBER,
  tag_guidance_scale: ANY_NUMBER,
  lyric_guidance_scale: ANY_NUMBER,
}

/** https://fal.ai/models/fal-ai/ace-step/llms.txt. Instrumental without lyrics; a WAV. */
export const ACE_STEP: Endpoint = {
  fields: {
    tags: ANY_TEXT,
    lyrics: { ...ANY_TEXT, min: 0, required: false },
    ...SETTINGS,
  },
  songOf(input, drawnSeed) {
    const lyrics = String(input.lyrics ?? '')
    const instrumental = WITHOUT_VOICE.includes(lyrics.trim().toLowerCase())
    return {
      ...settingsOf(input, drawnSeed),
      prompt: String(input.tags),
      instrumental,
      ...(instrumental ? {} : { lyrics }),
    }
  },
  encodingOf: () => ({ format: 'wav' }),
  detailsOf: ({ seed, prompt }, input) => ({ seed, tags: prompt, lyrics: input.lyrics ?? '' }),
}

/** https://fal.ai/models/fal-ai/ace-step/prompt-to-audio/llms.txt. It writes the lyrics itself. */
export const ACE_STEP_FROM_PROMPT: Endpoint = {
  fields: { prompt: ANY_TEXT, instrumental: { kind: 'flag' }, ...SETTINGS },
  songOf: (input, drawnSeed) => ({
    ...settingsOf(input, drawnSeed),
    prompt: String(input.prompt),
    instrumental: input.instrumental === true,
  }),
  encodingOf: () => ({ format: 'wav' }),
  detailsOf: ({ seed, prompt, instrumental }) => ({
    seed,
    tags: prompt,
    lyrics: instrumental ? '[inst]' : '[verse]\nLa la la\n[chorus]\nLa la la',
  }),
}

function settingsOf(
  input: Record<string, unknown>,
  drawnSeed: number,
): Pick<SongRequest, 'durationSeconds' | 'seed'> {
  return {
    durationSeconds: Number(input.duration ?? DEFAULT_SECONDS),
    seed: Number(input.seed ?? drawnSeed),
  }
}
