import type { FlacFormat } from './flac-header.ts'

/** RFC 9639 §9.1. */
export type FlacFrameHeader = {
  /** Per channel. */
  samples: number
  /** Of its first sample. */
  position: number
}

export const FRAME_HEADER_BYTES_MAX = 16
const BLOCK_SAMPLES_MAX = 65_535
const CHANNELS_MAX = 2
/** Samples as they are, one channel with a bit more than the other. */
export const FRAME_BYTES_MAX = FRAME_HEADER_BYTES_MAX + BLOCK_SAMPLES_MAX * 4 * CHANNELS_MAX + 8_200
/** Only the last block may be shorter. */
export const BLOCK_SAMPLES_MIN = 16

const SYNC = 0xff
const FIXED_SIZE = 0xf8
const VARIABLE_SIZE = 0xf9
const RATES = [
  0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000,
]
const BITS = [0, 8, 12, null, 16, 20, 24, 32]

/**
 * Null for what is no header of this stream: its checksum is asked, too. A stream of blocks of one size counts those,
 * and `blockSamples` says how long they are; another counts samples.
 */
export function parseFlacFrame(
  bytes: Uint8Array,
  at: number,
  format: FlacFormat,
  blockSamples: number | null,
): FlacFrameHeader | null {
  const [sync, strategy, sizes = 0, kinds = 0] = bytes.subarray(at, at + 4)
  if (sync !== SYNC || (strategy !== FIXED_SIZE && strategy !== VARIABLE_SIZE)) return null
  const rest = new HeaderRest(bytes, at + 4)
  const count = rest.codedNumber()
  const samples = rest.samples(sizes >> 4)
  const rate = rest.rate(sizes & 15)
  if (rest.at >= bytes.length || crc8(bytes, at, rest.at) !== bytes[rest.at]) return null
  const bits = BITS[(kinds >> 1) & 7]
  if (rate !== 0 && rate !== format.sampleRate) return null
  if ((bits !== 0 && bits !== format.bits) || (kinds & 1) !== 0) return null
  if (channelsOf(kinds >> 4) !== format.channels || count === null || samples === 0) return null
  const position = strategy === VARIABLE_SIZE ? count : count * (blockSamples ?? samples)
  return { samples, position }
}

/** Two channels also as one and its difference to the other. */
function channelsOf(code: number): number {
  return code < 8 ? code + 1 : code <= 10 ? 2 : 0
}

/** What has as many bytes as it needs. */
class HeaderRest {
  at: number
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes
    this.at = at
  }

  /** As in UTF-8, of up to 36 bits. */
  codedNumber(): number | null {
    const first = this.#next()
    if (first < 0x80) return first
    const more = Math.clz32(~(first << 24)) - 1
    if (more < 1 || more > 6) return null
    let value = more === 6 ? 0 : first & (0x3f >> more)
    for (let left = more; left > 0; left -= 1) {
      const byte = this.#next()
      if (byte >> 6 !== 2) return null
      value = value * 64 + (byte & 0x3f)
    }
    return value
  }

  samples(code: number): number {
    if (code === 0) return 0
    if (code === 1) return 192
    if (code <= 5) return 144 * 2 ** code
    if (code === 6) return this.#next() + 1
    return code === 7 ? this.#next() * 256 + this.#next() + 1 : 2 ** code
  }

  /** 0 where the stream's format says it. */
  rate(code: number): number {
    if (code === 12) return this.#next() * 1_000
    if (code === 13) return this.#next() * 256 + this.#next()
    if (code === 14) return (this.#next() * 256 + this.#next()) * 10
    return RATES[code] ?? -1
  }

  #next(): number {
    const byte = this.#bytes[this.at] ?? 0
    this.at += 1
    return byte
  }
}

const CRC8 = Uint8Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ (crc & 0x80 ? 0x07 : 0)) & 0xff
  return crc
})

function crc8(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0
  for (let at = from; at < to; at += 1) crc = CRC8[crc ^ (bytes[at] ?? 0)] ?? 0
  return crc
}
