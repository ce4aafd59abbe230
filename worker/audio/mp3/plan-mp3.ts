import { MP3_HEADER_BYTES } from './mp3-frame.ts'

/** Constant, so that its length is known before it is encoded, and a player finds each second at once. */
export const MP3_KBPS = 192

/** The rates at which there is such an MP3 without another number of samples. */
export type Mp3Rate = 32_000 | 44_100 | 48_000

export type Mp3Format = { channels: 1 | 2; sampleRate: Mp3Rate }

/** `first` stands before what the encoder gives, and `bytes` is the length of both together. */
export type Mp3Plan = { first: Uint8Array; bytes: number }

const FRAME_SAMPLES = 1152
/** LAME begins with so many samples of silence, and ends with no fewer. */
const SILENCE_SAMPLES = 576

const BITRATE_CODE = 11
const RATE_CODES: Readonly<Record<Mp3Rate, number>> = { 44100: 0, 48000: 1, 32000: 2 }

export function isMp3Rate(sampleRate: number): sampleRate is Mp3Rate {
  return sampleRate in RATE_CODES
}

/** What the encoder makes of so many samples of each channel. Its first frame tells players where the sound begins and ends. */
export function planMp3(format: Mp3Format, samples: number): Mp3Plan {
  const { sampleRate } = format
  const frames = Math.ceil((samples + 2 * SILENCE_SAMPLES) / FRAME_SAMPLES)
  const bitsPerFrame = FRAME_SAMPLES * MP3_KBPS * 1000
  const frameBytes = Math.floor(bitsPerFrame / 8 / sampleRate)
  // A frame is a byte longer as soon as those before it have fallen short by one.
  const missing = (bitsPerFrame / 8) % sampleRate
  const paddedFrames = Math.ceil(((frames - 1) * missing) / sampleRate)
  const bytes = (1 + frames) * frameBytes + paddedFrames
  const endSamples = frames * FRAME_SAMPLES - SILENCE_SAMPLES - samples
  return { first: infoFrame(format, { frameBytes, frames, bytes, endSamples }), bytes }
}

type Info = { frameBytes: number; frames: number; bytes: number; endSamples: number }

const HAS_ALL_FIELDS = 15
const SEEK_TABLE_BYTES = 100
const CONSTANT_BIT_RATE = 1

/** A frame of no sound, as LAME writes it: by its tag's name players know what to leave out. */
function infoFrame(format: Mp3Format, { frameBytes, frames, bytes, endSamples }: Info): Uint8Array {
  const frame = new Uint8Array(frameBytes)
  const view = new DataView(frame.buffer)
  frame.set(headerOf(format))
  const info = MP3_HEADER_BYTES + (format.channels === 1 ? 17 : 32)
  frame.set(text('Info'), info)
  view.setUint32(info + 4, HAS_ALL_FIELDS)
  view.setUint32(info + 8, frames)
  view.setUint32(info + 12, bytes)
  for (let at = 0; at < SEEK_TABLE_BYTES; at += 1)
    frame[info + 16 + at] = Math.floor((at * 256) / SEEK_TABLE_BYTES)
  const lame = info + 16 + SEEK_TABLE_BYTES + 4
  frame.set(text('LAME3.100'), lame)
  frame[lame + 9] = CONSTANT_BIT_RATE
  view.setUint32(lame + 20, MP3_KBPS * 2 ** 24 + SILENCE_SAMPLES * 2 ** 12 + endSamples)
  view.setUint32(lame + 28, bytes)
  view.setUint16(lame + 34, crc16(frame.subarray(0, lame + 34)))
  return frame
}

/** MPEG-1 layer III without a checksum. */
function headerOf({ channels, sampleRate }: Mp3Format): number[] {
  const jointStereoOrMono = channels === 1 ? 3 : 1
  const original = 4
  return [
    0xff,
    0xfb,
    BITRATE_CODE * 16 + RATE_CODES[sampleRate] * 4,
    jointStereoOrMono * 64 + original,
  ]
}

const text = (letters: string) => new TextEncoder().encode(letters)

/** CRC-16/ARC, of the tag as far as it. */
function crc16(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1
  }
  return crc
}
