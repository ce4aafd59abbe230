import { z } from 'zod'
import { ModelChoice } from '../../providers/catalogue.ts'
import { words } from '../../texts.ts'

const PROMPT_LENGTH_MAX = 2000
const LYRICS_LENGTH_MAX = 3500
export const TITLE_LENGTH_MAX = 120
const WISH_LENGTH_MAX = 40

const someWords = (max: number) => words(max).min(1, 'Write at least one character.')

const between = (min: number, max: number) => {
  const sentence = `A whole number from ${min} to ${max}.`
  return z.int(sentence).min(min, sentence).max(max, sentence)
}

/** The body of `POST /api/tracks`. It refuses unknown fields, so that it drops no wish unseen. */
export const NewTrack = z.strictObject({
  prompt: someWords(PROMPT_LENGTH_MAX),
  title: someWords(TITLE_LENGTH_MAX).optional(),
  lyrics: words(LYRICS_LENGTH_MAX)
    .transform((lyrics) => lyrics || undefined)
    .optional(),
  instrumental: z.boolean().default(false),
  model: ModelChoice.default('auto'),
  durationSeconds: between(15, 300).optional(),
  genre: someWords(WISH_LENGTH_MAX).optional(),
  mood: someWords(WISH_LENGTH_MAX).optional(),
  bpm: between(40, 220).optional(),
  key: z
    .string()
    .regex(/^([CDFGA]#?|[DEGAB]b|E|B) (major|minor)$/, 'A key such as "C major" or "F# minor".')
    .optional(),
  styleStrength: z.number().min(0, 'From 0 to 1.').max(1, 'From 0 to 1.').optional(),
  seed: between(0, 4_294_967_295).optional(),
  referenceFileId: z.string().max(100).optional(),
  seriesId: z.string().max(100).optional(),
  variations: between(1, 4).default(1),
})

export type NewTrack = z.output<typeof NewTrack>
