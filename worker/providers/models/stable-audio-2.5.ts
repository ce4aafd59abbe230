import { composePrompt } from '../compose-prompt.ts'
import type { Model, SongOrder } from '../model.ts'

const HONOURS = ['duration', 'seed'] as const
const DEFAULT_SECONDS = 120

const promptOf = (order: SongOrder) => composePrompt(order, { honours: HONOURS })
const secondsOf = (order: SongOrder) => order.durationSeconds ?? DEFAULT_SECONDS
const seedOf = ({ seed }: SongOrder) => (seed === null ? {} : { seed })

export const STABLE_AUDIO_25: Model = {
  id: 'stable-audio-2.5',
  name: 'Stable Audio 2.5',
  vocals: false,
  lyrics: { min: 0, max: 0, required: false },
  instrumental: true,
  prompt: { min: 1, max: 2000 },
  length: 'exact',
  durationSeconds: { min: 15, max: 190 },
  durationSecondsDefault: DEFAULT_SECONDS,
  honours: HONOURS,
  credits: { perTrack: 6 },
  engines: [
    {
      provider: 'fal',
      endpoint: 'fal-ai/stable-audio-25/text-to-audio',
      costMicros: () => 200_000,
      timeoutSeconds: 240,
      fits: () => true,
      input: (order) => ({
        prompt: promptOf(order),
        seconds_total: secondsOf(order),
        ...seedOf(order),
      }),
    },
    {
      provider: 'replicate',
      endpoint: 'stability-ai/stable-audio-2.5',
      costMicros: () => 200_000,
      timeoutSeconds: 240,
      fits: () => true,
      input: (order) => ({
        prompt: promptOf(order),
        duration: secondsOf(order),
        ...seedOf(order),
      }),
    },
  ],
}
