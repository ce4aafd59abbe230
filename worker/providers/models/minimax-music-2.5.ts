import { composePrompt } from '../compose-prompt.ts'
import type { Model, SongOrder } from '../model.ts'
import { FAL_SOUND, REPLICATE_SOUND } from './minimax-sound.ts'

export const MINIMAX_MUSIC_25: Model = {
  id: 'minimax-music-2.5',
  name: 'MiniMax Music 2.5',
  vocals: true,
  lyrics: { min: 1, max: 3500, required: false },
  instrumental: true,
  prompt: { min: 1, max: 2000 },
  length: 'hint',
  durationSeconds: { min: 15, max: 300 },
  honours: [],
  credits: { perTrack: 5 },
  engines: [
    {
      provider: 'fal',
      endpoint: 'fal-ai/minimax-music/v2.5',
      costMicros: () => 150_000,
      timeoutSeconds: 400,
      fits: () => true,
      input: (order) => ({ ...songOf(order), ...FAL_SOUND }),
    },
    {
      provider: 'replicate',
      endpoint: 'minimax/music-2.6',
      costMicros: () => 150_000,
      timeoutSeconds: 400,
      fits: () => true,
      input: (order) => ({ ...songOf(order), ...REPLICATE_SOUND }),
    },
  ],
}

function songOf(order: SongOrder) {
  return {
    prompt: composePrompt(order, { honours: [] }),
    ...(order.lyrics === null ? {} : { lyrics: order.lyrics }),
    is_instrumental: order.instrumental,
    lyrics_optimizer: !order.instrumental && order.lyrics === null,
  }
}
