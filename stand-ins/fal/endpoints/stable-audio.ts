import type { Endpoint } from '../endpoints.ts'
import { ANY_SEED, ANY_TEXT } from '../input-fields.ts'

const DEFAULT_SECONDS = 190

/** https://fal.ai/models/fal-ai/stable-audio-25/text-to-audio/llms.txt. It answers with a WAV. */
export const STABLE_AUDIO_25: Endpoint = {
  fields: {
    prompt: ANY_TEXT,
    seconds_total: { kind: 'integer', min: 1, max: 190 },
    num_inference_steps: { kind: 'integer', min: 4, max: 8 },
    guidance_scale: { kind: 'number', min: 1, max: 25 },
    sync_mode: { kind: 'flag' },
    seed: ANY_SEED,
  },
  songOf: (input, drawnSeed) => ({
    prompt: String(input.prompt),
    instrumental: true,
    durationSeconds: Number(input.seconds_total ?? DEFAULT_SECONDS),
    seed: Number(input.seed ?? drawnSeed),
  }),
  encodingOf: () => ({ format: 'wav' }),
  detailsOf: ({ seed }) => ({ seed }),
}
