import type { SongRequest } from '../composer/song-wishes.ts'
import type { InputSchema, Property } from './input-schema.ts'

/** A model of Replicate's: the input it takes and the song it makes of it. */
export type Model = {
  description: string
  input: InputSchema
  /** What the schema can't say: the prediction is accepted and then fails with this sentence. */
  refuse?(input: Record<string, unknown>): string | null
  songOf(input: Record<string, unknown>): SongRequest
  bitrateKbpsOf(input: Record<string, unknown>): number
}

/** Of the formats only MP3 is rendered here. */
const MINIMAX_SOUND: Record<string, Property> = {
  sample_rate: { type: 'integer', enum: [16000, 24000, 32000, 44100] },
  bitrate: { type: 'integer', enum: [32000, 64000, 128000, 256000] },
  audio_format: { type: 'string', enum: ['mp3'] },
}

const MINIMAX_BITRATE = 256_000
const STABLE_AUDIO_SECONDS = 190
const STABLE_AUDIO_KBPS = 192

const minimaxBitrateKbps = (input: Record<string, unknown>) =>
  Number(input.bitrate ?? MINIMAX_BITRATE) / 1000

/**
 * The models that are served, with the limits of their published schemas. They are stricter than
 * Replicate in two ways, so that our mistakes show: an input the schema lacks is refused, and so is
 * any format but MP3.
 */
export const MODELS: Readonly<Record<string, Model>> = {
  'minimax/music-1.5': {
    description: 'Full songs with vocals, up to four minutes',
    input: {
      type: 'object',
      required: ['lyrics', 'prompt'],
      properties: {
        lyrics: { type: 'string', minLength: 10, maxLength: 600 },
        prompt: { type: 'string', minLength: 10, maxLength: 300 },
        ...MINIMAX_SOUND,
      },
    },
    songOf: ({ prompt, lyrics }) => ({ prompt: String(prompt), lyrics: String(lyrics) }),
    bitrateKbpsOf: minimaxBitrateKbps,
  },
  'minimax/music-2.6': {
    description: 'Full songs with vocals, or instrumentals',
    input: {
      type: 'object',
      required: ['prompt'],
      properties: {
        prompt: { type: 'string', minLength: 1, maxLength: 2000 },
        lyrics: { type: 'string', minLength: 1, maxLength: 3500 },
        is_instrumental: { type: 'boolean' },
        lyrics_optimizer: { type: 'boolean' },
        ...MINIMAX_SOUND,
      },
    },
    refuse({ lyrics, is_instrumental, lyrics_optimizer }) {
      const isComplete = lyrics !== undefined || is_instrumental === true
      if (isComplete || lyrics_optimizer === true) return null
      return 'lyrics is required when is_instrumental and lyrics_optimizer are false'
    },
    songOf: ({ prompt, lyrics, is_instrumental }) => ({
      prompt: String(prompt),
      instrumental: is_instrumental === true,
      ...(typeof lyrics === 'string' ? { lyrics } : {}),
    }),
    bitrateKbpsOf: minimaxBitrateKbps,
  },
  'stability-ai/stable-audio-2.5': {
    description: 'Instrumental music and sounds of a given length',
    input: {
      type: 'object',
      required: ['prompt'],
      properties: {
        prompt: { type: 'string', minLength: 1, maxLength: 10_000 },
        duration: { type: 'integer', minimum: 1, maximum: STABLE_AUDIO_SECONDS },
        steps: { type: 'integer', minimum: 4, maximum: 8 },
        cfg_scale: { type: 'number', minimum: 1, maximum: 25 },
        seed: { type: 'integer', minimum: 0, maximum: 4_294_967_295 },
      },
    },
    songOf: ({ prompt, duration, seed }) => ({
      prompt: String(prompt),
      instrumental: true,
      durationSeconds: Number(duration ?? STABLE_AUDIO_SECONDS),
      ...(typeof seed === 'number' ? { seed } : {}),
    }),
    bitrateKbpsOf: () => STABLE_AUDIO_KBPS,
  },
}

/** The model of that `owner/name`. */
export function findModel(name: string): Model | undefined {
  return Object.hasOwn(MODELS, name) ? MODELS[name] : undefined
}
