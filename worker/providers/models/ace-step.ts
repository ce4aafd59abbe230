import { composePrompt } from '../compose-prompt.ts'
import type { Model, SongOrder } from '../model.ts'

const HONOURS = ['duration', 'seed'] as const
const DEFAULT_SECONDS = 60
const MICROS_PER_SECOND = 200

const promptOf = (order: SongOrder) => composePrompt(order, { honours: HONOURS })
const secondsOf = (order: SongOrder) => order.durationSeconds ?? DEFAULT_SECONDS
const costMicros = (order: SongOrder) => secondsOf(order) * MICROS_PER_SECOND

/** The model sings words of its own: FAL has another endpoint for this. */
const wantsWords = (order: SongOrder) => !order.instrumental && order.lyrics === null

export const ACE_STEP: Model = {
  id: 'ace-step',
  name: 'ACE-Step',
  vocals: true,
  lyrics: { min: 1, max: 3500, required: false },
  instrumental: true,
  prompt: { min: 1, max: 2000 },
  length: 'exact',
  durationSeconds: { min: 15, max: 240 },
  durationSecondsDefault: DEFAULT_SECONDS,
  honours: HONOURS,
  credits: { per30s: 1 },
  engines: [
    {
      provider: 'fal',
      endpoint: 'fal-ai/ace-step',
      costMicros,
      timeoutSeconds: 300,
      fits: (order) => !wantsWords(order),
      input: (order) => ({
        tags: promptOf(order),
        lyrics: order.lyrics ?? '[instrumental]',
        ...parametersOf(order),
      }),
    },
    {
      provider: 'fal',
      endpoint: 'fal-ai/ace-step/prompt-to-audio',
      costMicros,
      timeoutSeconds: 300,
      fits: wantsWords,
      input: (order) => ({
        prompt: promptOf(order),
        instrumental: false,
        ...parametersOf(order),
      }),
    },
  ],
}

function parametersOf(order: SongOrder) {
  const { seed } = order
  return { duration: secondsOf(order), ...(seed === null ? {} : { seed }) }
}
