import type { ReadPart } from '../near-reader.ts'

/** ISO/IEC 14496-12 §4.2: its content goes from `start` to `end`. */
export type Box = { kind: string; start: number; end: number }

const HEADER_BYTES = 8
const LONG_HEADER_BYTES = 16
const HAS_LONG_SIZE = 1
const GOES_TO_THE_END = 0

/** More than a file has that was made for listening. Each may be a read of storage. */
export const BOXES_MAX = 200

/** The boxes in a part of a file, until one can't be. The last may say that it ends behind the part. */
export async function* boxesIn(
  read: ReadPart,
  { start, end }: Pick<Box, 'start' | 'end'>,
): AsyncGenerator<Box> {
  for (let at = start; at + HEADER_BYTES <= end; ) {
    const header = await read(at, Math.min(LONG_HEADER_BYTES, end - at))
    const size = sizeOf(header, end - at)
    if (size === null) return
    const headerBytes = size.isLong ? LONG_HEADER_BYTES : HEADER_BYTES
    const kind = String.fromCharCode(...header.subarray(4, HEADER_BYTES))
    yield { kind, start: at + headerBytes, end: at + size.bytes }
    at += size.bytes
  }
}

function sizeOf(header: Uint8Array, bytesLeft: number): { bytes: number; isLong: boolean } | null {
  const view = new DataView(header.buffer, header.byteOffset, header.length)
  const size = view.getUint32(0)
  if (size === GOES_TO_THE_END) return { bytes: bytesLeft, isLong: false }
  if (size !== HAS_LONG_SIZE) return size < HEADER_BYTES ? null : { bytes: size, isLong: false }
  if (header.length < LONG_HEADER_BYTES) return null
  const bytes = view.getUint32(8) * 2 ** 32 + view.getUint32(12)
  return bytes < LONG_HEADER_BYTES ? null : { bytes, isLong: true }
}
