import { concat } from './fixtures.ts'

type FlacKind = {
  sampleRate?: number
  bits?: number
  channels?: number
  /** Of each channel, as the format says; 0 when it doesn't. */
  announced?: number
  /** Type and content, between the format and the frames. */
  blocks?: [type: number, content: Uint8Array][]
}

const MARK = Uint8Array.of(0x66, 0x4c, 0x61, 0x43)
const LAST = 0x80
const BITS_CODES: Readonly<Record<number, number>> = { 8: 1, 12: 2, 16: 4, 20: 5, 24: 6, 32: 7 }

/** RFC 9639 §8: what stands before the frames. */
export function flacHead(kind: FlacKind = {}): Uint8Array {
  const { sampleRate = 44_100, bits = 16, channels = 2, announced = 0, blocks = [] } = kind
  const format = new DataView(new ArrayBuffer(34))
  format.setUint16(0, 4_096)
  format.setUint16(2, 65_535)
  format.setUint32(10, ((sampleRate << 12) | ((channels - 1) << 9) | ((bits - 1) << 4)) >>> 0)
  format.setUint32(14, announced)
  const all: typeof blocks = [[0, new Uint8Array(format.buffer)], ...blocks]
  return concat(
    MARK,
    ...all.map(([type, content], at) => block(type, content, at === blocks.length)),
  )
}

function block(type: number, content: Uint8Array, isLast: boolean): Uint8Array {
  const header = new DataView(new ArrayBuffer(4))
  header.setUint32(0, content.length)
  header.setUint8(0, type | (isLast ? LAST : 0))
  return concat(new Uint8Array(header.buffer), content)
}

/** A frame whose samples are all the same: `level` is in steps of its bits. */
export function flacFrame(
  number: number,
  { samples = 4_096, level = 0, bits = 16, channels = 2 } = {},
): Uint8Array {
  const subframe = `00000000${(BigInt(level) & ((1n << BigInt(bits)) - 1n)).toString(2).padStart(bits, '0')}`
  const body = subframe.repeat(channels)
  const header = Uint8Array.of(
    0xff,
    0xf8,
    0x70,
    ((channels - 1) << 4) | ((BITS_CODES[bits] ?? 0) << 1),
    ...codedNumber(number),
    (samples - 1) >> 8,
    (samples - 1) & 0xff,
  )
  const bytes = body.padEnd(Math.ceil(body.length / 8) * 8, '0').match(/.{8}/g) ?? []
  const content = Uint8Array.from(bytes, (eight) => Number.parseInt(eight, 2))
  const frame = concat(header, Uint8Array.of(crc(header, 8, 0x07)), content)
  const sum = crc(frame, 16, 0x8005)
  return concat(frame, Uint8Array.of(sum >> 8, sum & 0xff))
}

/** As in UTF-8, in three bytes always. */
function codedNumber(number: number): number[] {
  return [0xe0 | (number >> 12), 0x80 | ((number >> 6) & 63), 0x80 | (number & 63)]
}

function crc(bytes: Uint8Array, width: number, polynomial: number): number {
  const [top, mask] = [1 << (width - 1), 2 ** width - 1]
  let sum = 0
  for (const byte of bytes) {
    sum ^= byte << (width - 8)
    for (let bit = 0; bit < 8; bit += 1)
      sum = ((sum & top ? (sum << 1) ^ polynomial : sum << 1) & mask) >>> 0
  }
  return sum
}
