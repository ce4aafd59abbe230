import { composePrompt, lengthOf } from '../compose-prompt.ts'
import type { Model, SongOrder } from '../model.ts'
import { FAL_SOUND, REPLICATE_SOUND } from './minimax-sound.ts'

/** Both engines want ten characters: a shorter prompt is padded. */
const PROMPT = { min: 10, max: 300 }
const SHORT_LYRICS = { min: 10, max: 600 }

const promptOf = (order: SongOrder) => composePrompt(order, { honours: [], min: PROMPT.min })

export const MINIMAX_MUSIC_2: Model = {
  id: 'minimax-music-2',
  name: 'MiniMax Music 2',
  vocals: true,
  lyrics: { min: 10, max: 3000, required: true },
  instrumental: false,
  prompt: { min: 1, max: PROMPT.max },
  length: 'hint',
  durationSeconds: { min: 15, max: 300 },
  honours: [],
  credits: { perTrack: 5 },
  engines: [
    {
      provider: 'fal',
      endpoint: 'fal-ai/minimax-music/v2',
      costMicros: () => 30_000,
      timeoutSeconds: 400,
      fits: () => true,
      input: (order) => ({
        prompt: promptOf(order),
        lyrics_prompt: order.lyrics,
        ...FAL_SOUND,
      }),
    },
    {
      provider: 'replicate',
      endpoint: 'minimax/music-1.5',
      costMicros: () => 30_000,
      timeoutSeconds: 400,
      fits: (order) => isWithin(order.lyrics, SHORT_LYRICS) && isWithin(promptOf(order), PROMPT),
      input: (order) => ({
        prompt: promptOf(order),
        lyrics: order.lyrics,
        ...REPLICATE_SOUND,
      }),
    },
  ],
}

function isWithin(text: string | null, { min, max }: { min: number; max: number }): boolean {
  const length = lengthOf(text ?? '')
  return length >= min && length <= max
}
