import { encodeMp3 } from './encode-mp3.ts'
import { encodeWav } from './encode-wav.ts'
import type { StereoAudio } from './sound/stereo.ts'

/** The format of a song: an MP3 (256 kbps unless a rate is given) or a WAV. */
export type Encoding = { format?: 'mp3'; bitrateKbps?: number } | { format: 'wav' }

export async function encodeSong(audio: StereoAudio, encoding: Encoding): Promise<Uint8Array> {
  return encoding.format === 'wav' ? encodeWav(audio) : encodeMp3(audio, encoding)
}
