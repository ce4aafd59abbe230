import type { FieldError } from './errors.ts'
import { type Field, validateFields } from './input-fields.ts'

/** What there is to compose, in the composer's words. */
export type Composition = {
  prompt: string
  lyrics?: string
  instrumental?: boolean
}

/** A model of FAL's: what it takes and what it is asked to compose. */
export type Endpoint = {
  fields: Record<string, Field>
  /** What can't be said of one field alone. */
  refuse?(input: Record<string, unknown>): FieldError[]
  compositionOf(input: Record<string, unknown>): Composition
}

/**
 * The models that are served, with the limits of their published schemas. They are stricter than
 * FAL in two ways, so that a mistake of ours shows: a field the schema lacks is refused, and so is
 * any format but MP3. They are kinder in one: without `audio_setting` FAL gives mono at 32 kHz,
 * here it is always stereo at 44.1 kHz.
 */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  'fal-ai/minimax-music/v2': {
    fields: {
      prompt: { kind: 'text', min: 10, max: 300, required: true },
      lyrics_prompt: { kind: 'text', min: 10, max: 3000, required: true },
      audio_setting: { kind: 'audio_setting' },
    },
    compositionOf: (input) => ({
      prompt: String(input.prompt),
      lyrics: String(input.lyrics_prompt),
    }),
  },
  'fal-ai/minimax-music/v2.5': {
    fields: {
      prompt: { kind: 'text', min: 1, max: 2000, required: true },
      lyrics: { kind: 'text', min: 0, max: 3500, required: false },
      is_instrumental: { kind: 'flag' },
      lyrics_optimizer: { kind: 'flag' },
      audio_setting: { kind: 'audio_setting' },
    },
    refuse(input) {
      if (input.lyrics || input.is_instrumental === true || input.lyrics_optimizer === true) {
        return []
      }
      const msg = 'Lyrics are required unless is_instrumental or lyrics_optimizer is true'
      return [{ loc: ['body', 'lyrics'], msg, type: 'value_error' }]
    },
    compositionOf: (input) => ({
      prompt: String(input.prompt),
      instrumental: input.is_instrumental === true,
      ...(typeof input.lyrics === 'string' ? { lyrics: input.lyrics } : {}),
    }),
  },
}

/** The errors of an input, field by field; empty when the endpoint takes it. */
export function validateInput(endpoint: Endpoint, input: Record<string, unknown>): FieldError[] {
  const errors = validateFields(endpoint.fields, input)
  return errors.length > 0 ? errors : (endpoint.refuse?.(input) ?? [])
}

const DEFAULT_BITRATE = '128000'

/** The MP3 bit rate that an accepted input asks for. */
export function bitrateKbpsOf(input: Record<string, unknown>): number {
  const { audio_setting: setting } = input
  const asked = setting instanceof Object && 'bitrate' in setting ? setting.bitrate : undefined
  return Number(asked ?? DEFAULT_BITRATE) / 1000
}
