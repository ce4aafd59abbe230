import { encodeWav } from '../composer/encode-wav.ts'
import { SAMPLE_RATE, silence } from '../composer/sound/stereo.ts'
import { PREPARED_MP3 } from '../composer/write-song.ts'

const SILENT_SECONDS = 10
const SHORT_SECONDS = 0.08

/** Ten seconds of nothing, whole and decodable. */
export function silentAudio(contentType: string): Uint8Array<ArrayBuffer> {
  return contentType === 'audio/wav' ? wavOf(SILENT_SECONDS, 0) : SILENT_MP3
}

/** 0.08 s of sound. */
export function shortAudio(contentType: string): Uint8Array<ArrayBuffer> {
  return contentType === 'audio/wav' ? wavOf(SHORT_SECONDS, 0.5) : SHORT_MP3
}

const FRAME_SECONDS = 1152 / SAMPLE_RATE
/** Of 128 kbps at 44.1 kHz, without the byte that pads some. */
const FRAME_BYTES = 417
const HEADER_BYTES = 4
const PADDED = 0b10

const SILENT_MP3 = repeat(silentFrame(), Math.ceil(SILENT_SECONDS / FRAME_SECONDS))
const SHORT_MP3 = firstFrames(Math.round(SHORT_SECONDS / FRAME_SECONDS))

/** A header followed by nothing but zeros: the decoder has nothing to add up. */
function silentFrame(): Uint8Array {
  const frame = new Uint8Array(FRAME_BYTES)
  frame.set(PREPARED_MP3.subarray(0, HEADER_BYTES))
  frame[2] = (frame[2] ?? 0) & ~PADDED
  return frame
}

function firstFrames(count: number): Uint8Array<ArrayBuffer> {
  let end = 0
  for (let frame = 0; frame < count; frame += 1)
    end += FRAME_BYTES + ((PREPARED_MP3[end + 2] ?? 0) & PADDED ? 1 : 0)
  return new Uint8Array(PREPARED_MP3.subarray(0, end))
}

function repeat(piece: Uint8Array, times: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(piece.length * times)
  for (let at = 0; at < whole.length; at += piece.length) whole.set(piece, at)
  return whole
}

function wavOf(seconds: number, level: number): Uint8Array<ArrayBuffer> {
  const tone = silence(Math.round(seconds * SAMPLE_RATE))
  for (const channel of [tone.left, tone.right])
    for (let at = 0; at < channel.length; at += 1)
      channel[at] = level * Math.sin((at * 440 * 2 * Math.PI) / SAMPLE_RATE)
  return new Uint8Array(encodeWav(tone))
}
