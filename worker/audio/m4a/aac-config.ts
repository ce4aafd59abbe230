export type AacConfig = { sampleRate: number; channels: number }

const STREAM = 3
const DECODER = 4
const CONFIG = 5
/** AAC of MPEG-4, and the three of MPEG-2. */
const AAC = [0x40, 0x66, 0x67, 0x68]
const DECODER_FIELDS_BYTES = 13

/** What an `esds` box says behind its version: ISO/IEC 14496-1 §7.2.6. Null when that isn't AAC. */
export function parseAacConfig(descriptors: Uint8Array): AacConfig | null {
  const stream = contentOf(descriptors, STREAM)
  const [, , flags = 0] = stream
  if (stream.length < 3) return null
  const urlBytes = (flags & 0x40) === 0 ? 0 : 1 + (stream[(flags & 0x80) === 0 ? 3 : 5] ?? 0)
  const optionalBytes = ((flags & 0x80) === 0 ? 0 : 2) + urlBytes + ((flags & 0x20) === 0 ? 0 : 2)
  const decoder = contentOf(stream.subarray(3 + optionalBytes), DECODER)
  if (!AAC.includes(decoder[0] ?? 0)) return null
  return parseConfig(contentOf(decoder.subarray(DECODER_FIELDS_BYTES), CONFIG))
}

/** Of a descriptor that must stand here; empty when it doesn't. */
function contentOf(bytes: Uint8Array, tag: number): Uint8Array {
  if (bytes[0] !== tag) return new Uint8Array()
  let [at, length] = [1, 0]
  for (; at < 5; at += 1) {
    const byte = bytes[at] ?? 0
    length = length * 128 + (byte & 0x7f)
    if (byte < 0x80) break
  }
  return bytes.subarray(at + 1, at + 1 + length)
}

const RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
  7_350,
]
const CHANNELS = [0, 1, 2, 3, 4, 5, 6, 8]
const WRITTEN_OUT = 15
/** AAC at half the rate, with what is above rebuilt; and one channel from which two are made. */
const SPECTRAL = 5
const PARAMETRIC_STEREO = 29

/** ISO/IEC 14496-3 §1.6.2.1. Channels are 0 where it doesn't count them. */
function parseConfig(config: Uint8Array): AacConfig | null {
  const bits = new Bits(config)
  const type = bits.take(5)
  const coreRate = takeRate(bits)
  const channels = CHANNELS[bits.take(4)]
  const rate = type === SPECTRAL || type === PARAMETRIC_STEREO ? takeRate(bits) : coreRate
  if (channels === undefined || rate === undefined || rate === 0 || bits.isOver) return null
  return { sampleRate: rate, channels: type === PARAMETRIC_STEREO ? 2 : channels }
}

function takeRate(bits: Bits): number | undefined {
  const index = bits.take(4)
  return index === WRITTEN_OUT ? bits.take(24) : RATES[index]
}

class Bits {
  #at = 0
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get isOver(): boolean {
    return this.#at > this.#bytes.length * 8
  }

  take(count: number): number {
    let value = 0
    for (let left = count; left > 0; left -= 1, this.#at += 1)
      value = value * 2 + (((this.#bytes[this.#at >> 3] ?? 0) >> (7 - (this.#at & 7))) & 1)
    return value
  }
}
