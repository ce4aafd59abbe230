import { ID3_HEADER_BYTES, id3TagBytes } from '../mp3/id3-tag.ts'

/** RFC 9639 §8.2. */
export type FlacFormat = {
  channels: 1 | 2
  sampleRate: number
  bits: number
  /** Of each channel; null when the writer didn't know. */
  samples: number | null
  /** A head that says no more than this. */
  head: Uint8Array
}

const BLOCK_HEADER_BYTES = 4
const MARK = [...'fLaC'].map((letter) => letter.charCodeAt(0))
/** Of a block's type. */
const LAST = 0x80
const FORMAT_BYTES = 34
const READABLE_BITS = [8, 16, 24, 32]
const SAMPLE_RATE_MAX = 192_000

/** Null also for what can't be decoded here: more than two channels, 12 or 20 bits, impossible rates. */
function parseFlacFormat(block: Uint8Array): FlacFormat | null {
  if (block.length < FORMAT_BYTES) return null
  const view = new DataView(block.buffer, block.byteOffset, FORMAT_BYTES)
  const packed = view.getUint32(10)
  const sampleRate = packed >>> 12
  const channels = ((packed >>> 9) & 7) + 1
  const bits = ((packed >>> 4) & 31) + 1
  const samples = (packed & 15) * 2 ** 32 + view.getUint32(14)
  if ((channels !== 1 && channels !== 2) || !READABLE_BITS.includes(bits)) return null
  if (sampleRate === 0 || sampleRate > SAMPLE_RATE_MAX) return null
  return {
    channels,
    sampleRate,
    bits,
    samples: samples === 0 ? null : samples,
    head: headOf(block),
  }
}

function headOf(block: Uint8Array): Uint8Array {
  const head = new Uint8Array(MARK.length + BLOCK_HEADER_BYTES + FORMAT_BYTES)
  head.set([...MARK, LAST, 0, 0, FORMAT_BYTES])
  head.set(block.subarray(0, FORMAT_BYTES), MARK.length + BLOCK_HEADER_BYTES)
  return head
}

/** What stands at the beginning of these bytes; null for anything else, or when they are too few. */
export type FlacHeadPart =
  | { kind: 'tag' | 'mark' | 'block'; bytes: number; isLast?: boolean }
  | { kind: 'format'; bytes: number; isLast: boolean; format: FlacFormat }

/** The bytes that `readHeadPart` needs at most. */
export const HEAD_PART_BYTES = Math.max(ID3_HEADER_BYTES, BLOCK_HEADER_BYTES + FORMAT_BYTES)

/** Before the mark there may be tags, and behind it are blocks, of which the first is the format. */
export function readHeadPart(bytes: Uint8Array, after: FlacHeadPart['kind'] | null) {
  return after === null || after === 'tag' ? readTagOrMark(bytes) : readBlock(bytes, after)
}

function readTagOrMark(bytes: Uint8Array): FlacHeadPart | null {
  const tagBytes = id3TagBytes(bytes)
  if (tagBytes !== null) return { kind: 'tag', bytes: tagBytes }
  const isMark = MARK.every((letter, at) => bytes[at] === letter)
  return isMark ? { kind: 'mark', bytes: MARK.length } : null
}

function readBlock(block: Uint8Array, after: FlacHeadPart['kind']): FlacHeadPart | null {
  const [type = 0, ...size] = block.subarray(0, BLOCK_HEADER_BYTES)
  if (size.length < BLOCK_HEADER_BYTES - 1) return null
  const bytes = BLOCK_HEADER_BYTES + size.reduce((total, byte) => total * 256 + byte, 0)
  const isLast = type >= LAST
  if (after !== 'mark') return { kind: 'block', bytes, isLast }
  const format = parseFlacFormat(block.subarray(BLOCK_HEADER_BYTES))
  return (type & ~LAST) === 0 && format ? { kind: 'format', bytes, isLast, format } : null
}
