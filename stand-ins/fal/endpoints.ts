import type { Encoding } from '../composer/encode-song.ts'
import type { SongRequest } from '../composer/song-wishes.ts'
import { ACE_STEP, ACE_STEP_FROM_PROMPT } from './endpoints/ace-step.ts'
import { MINIMAX_MUSIC_2, MINIMAX_MUSIC_25 } from './endpoints/minimax.ts'
import { STABLE_AUDIO_25 } from './endpoints/stable-audio.ts'
import type { FieldError } from './errors.ts'
import { type Field, validateFields } from './input-fields.ts'

type Input = Record<string, unknown>

/** A model of FAL's: the input it takes and the song it makes of it. */
export type Endpoint = {
  fields: Record<string, Field>
  /** What depends on more than one field. */
  refuse?(input: Input): FieldError[]
  /** The song that an accepted input asks for; `drawnSeed` is used when it names no seed. */
  songOf(input: Input, drawnSeed: number): SongRequest
  encodingOf(input: Input): Encoding
  /** What its output says about the song besides the audio. */
  detailsOf?(song: SongRequest, input: Input): Record<string, unknown>
}

/**
 * The models that are served, with the limits of their published schemas. They are stricter than
 * FAL in two ways, so that our mistakes show: a field the schema lacks is refused, and so is any
 * format but MP3 where there is a choice. They are kinder in one: without `audio_setting` FAL gives
 * mono at 32 kHz; here it is always stereo at 44.1 kHz.
 */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  'fal-ai/minimax-music/v2': MINIMAX_MUSIC_2,
  'fal-ai/minimax-music/v2.5': MINIMAX_MUSIC_25,
  'fal-ai/stable-audio-25/text-to-audio': STABLE_AUDIO_25,
  'fal-ai/ace-step': ACE_STEP,
  'fal-ai/ace-step/prompt-to-audio': ACE_STEP_FROM_PROMPT,
}

/** The errors of an input, field by field; empty when the endpoint takes it. */
export function validateInput(endpoint: Endpoint, input: Input): FieldError[] {
  const errors = validateFields(endpoint.fields, input)
  return errors.length > 0 ? errors : (endpoint.refuse?.(input) ?? [])
}
