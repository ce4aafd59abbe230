import type { StereoAudio } from './sound/stereo.ts'

const HEADER_BYTES = 44
const FRAME_BYTES = 4

/** Encodes stereo audio to a WAV of 16-bit PCM with its length in the header. */
export function encodeWav({ sampleRate, left, right }: StereoAudio): Uint8Array {
  const dataBytes = left.length * FRAME_BYTES
  const wav = new Uint8Array(HEADER_BYTES + dataBytes)
  const view = new DataView(wav.buffer)
  writeText(wav, 0, 'RIFF')
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true)
  writeText(wav, 8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 2, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * FRAME_BYTES, true)
  view.setUint16(32, FRAME_BYTES, true)
  view.setUint16(34, 16, true)
  writeText(wav, 36, 'data')
  view.setUint32(40, dataBytes, true)
  for (let frame = 0; frame < left.length; frame += 1) {
    const at = HEADER_BYTES + frame * FRAME_BYTES
    view.setInt16(at, toInt16(left[frame] ?? 0), true)
    view.setInt16(at + 2, toInt16(right[frame] ?? 0), true)
  }
  return wav
}

function writeText(bytes: Uint8Array, at: number, text: string): void {
  bytes.set(new TextEncoder().encode(text), at)
}

function toInt16(sample: number): number {
  return Math.round(Math.max(-1, Math.min(1, sample)) * 32_767)
}
