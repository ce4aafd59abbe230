import { encodeMp3 } from './encode-mp3.ts'
import { encodeWav } from './encode-wav.ts'
import type { StereoAudio } from './sound/stereo.ts'

/** What a song is wanted as: an MP3 (of 256 kbps when no rate is named) or a WAV. */
export type Encoding = { format?: 'mp3'; bitrateKbps?: number } | { format: 'wav' }

export async function encodeSong(audio: StereoAudio, encoding: Encoding): Promise<Uint8Array> {
  return encoding.format === 'wav' ? encodeWav(audio) : encodeMp3(audio, encoding)
}
