import { concat } from './fixtures.ts'

export type WavKind = {
  kind?: 'pcm' | 'float' | 'extensible pcm'
  bits?: 8 | 16 | 24 | 32
  channels?: number
  sampleRate?: number
  /** Chunks before the sound. */
  before?: Uint8Array[]
  after?: Uint8Array[]
  /** What the header says when that isn't true. */
  announcedBytes?: number
}

/** A WAV of interleaved samples, -1 to 1. */
export function wavOf(samples: number[], options: WavKind = {}): Uint8Array {
  const { kind = 'pcm', bits = 16, channels = 2, sampleRate = 44_100 } = options
  const { before = [], after = [], announcedBytes } = options
  const data = concat(...samples.map((sample) => sampleBytes(sample, kind, bits)))
  const chunks = [
    chunk('fmt ', formatBytes(kind, bits, channels, sampleRate)),
    ...before,
    chunk('data', data, announcedBytes),
    ...after,
  ]
  const body = concat(text('WAVE'), ...chunks)
  return concat(text('RIFF'), number(body.length, 4), body)
}

/** A RIFF chunk, padded to an even length. */
export function chunk(id: string, bytes: Uint8Array, announcedBytes = bytes.length): Uint8Array {
  return concat(text(id), number(announcedBytes, 4), bytes, new Uint8Array(bytes.length % 2))
}

function formatBytes(kind: string, bits: number, channels: number, sampleRate: number) {
  const frameBytes = (channels * bits) / 8
  const tag = { pcm: 1, float: 3 }[kind] ?? 0xfffe
  const fields = concat(
    number(tag, 2),
    number(channels, 2),
    number(sampleRate, 4),
    number(sampleRate * frameBytes, 4),
    number(frameBytes, 2),
    number(bits, 2),
  )
  if (kind !== 'extensible pcm') return fields
  const guidRest = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71]
  const valid = concat(number(22, 2), number(bits, 2), number(3, 4), number(1, 2))
  return concat(fields, valid, Uint8Array.from(guidRest))
}

function sampleBytes(sample: number, kind: string, bits: number): Uint8Array {
  if (kind !== 'float') return number(Math.round(sample * (2 ** (bits - 1) - 1)), bits / 8)
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, sample, true)
  return bytes
}

/** Little-endian; negative numbers in two's complement. */
function number(value: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => Math.floor(value / 256 ** at) & 0xff)
}

const text = (value: string) => new TextEncoder().encode(value)
