import type { Encoding } from '../../composer/encode-song.ts'
import type { Endpoint } from '../endpoints.ts'

/** https://fal.ai/models/fal-ai/minimax-music/v2/llms.txt */
export const MINIMAX_MUSIC_2: Endpoint = {
  fields: {
    prompt: { kind: 'text', min: 10, max: 300, required: true },
    lyrics_prompt: { kind: 'text', min: 10, max: 3000, required: true },
    audio_setting: { kind: 'audio_setting' },
  },
  songOf: (input) => ({ prompt: String(input.prompt), lyrics: String(input.lyrics_prompt) }),
  encodingOf,
}

/** https://fal.ai/models/fal-ai/minimax-music/v2.5/llms.txt */
export const MINIMAX_MUSIC_25: Endpoint = {
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
  songOf: (input) => ({
    prompt: String(input.prompt),
    instrumental: input.is_instrumental === true,
    ...(typeof input.lyrics === 'string' ? { lyrics: input.lyrics } : {}),
  }),
  encodingOf,
}

const DEFAULT_BITRATE = '128000'

function encodingOf({ audio_setting: setting }: Record<string, unknown>): Encoding {
  const asked = setting instanceof Object && 'bitrate' in setting ? setting.bitrate : undefined
  return { bitrateKbps: Number(asked ?? DEFAULT_BITRATE) / 1000 }
}
