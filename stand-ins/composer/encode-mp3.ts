import { createMp3Encoder } from 'wasm-media-encoders'
import type { StereoAudio } from './sound/stereo.ts'

const BITRATES_KBPS = [32, 40, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320] as const
const CHUNK_FRAMES = 1152 * 40

const BITRATE_KBPS_DEFAULT = 256

/**
 * Encodes stereo audio to MP3 at a constant bitrate, 44.1 kHz. A bitrate that MP3 lacks becomes the
 * nearest one it has.
 */
export async function encodeMp3(
  { sampleRate, left, right }: StereoAudio,
  { bitrateKbps = BITRATE_KBPS_DEFAULT }: { bitrateKbps?: number } = {},
): Promise<Uint8Array> {
  const encoder = await createMp3Encoder()
  const bitrate = BITRATES_KBPS.reduce((best, known) =>
    Math.abs(known - bitrateKbps) < Math.abs(best - bitrateKbps) ? known : best,
  )
  encoder.configure({ sampleRate, channels: 2, bitrate, outputSampleRate: sampleRate })
  const pieces: Uint8Array[] = []
  for (let from = 0; from < left.length; from += CHUNK_FRAMES) {
    const until = from + CHUNK_FRAMES
    // The encoder owns what it returns and overwrites it at the next call.
    pieces.push(encoder.encode([left.subarray(from, until), right.subarray(from, until)]).slice())
  }
  pieces.push(encoder.finalize().slice())
  return join(pieces)
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
