import { MP3_HEADER_BYTES, parseMp3Header } from './mp3-frame.ts'

/** In the first frame, which carries no sound: "Xing" for variable, "Info" for constant bit rate. */
export interface XingHeader {
  frames: number | null
  bytes: number | null
  /** Silence before and after the sound; 0 when not announced. */
  encoderDelaySamples: number
  encoderPaddingSamples: number
}

const HAS_FRAMES = 1
const HAS_BYTES = 2
const HAS_SEEK_TABLE = 4
const HAS_QUALITY = 8
const SEEK_TABLE_BYTES = 100
const LAME_DELAY_OFFSET = 21

export function parseXingHeader(frame: Uint8Array): XingHeader | null {
  const header = parseMp3Header(frame)
  if (header === null) return null
  // LAME may leave no room for the checksum that the header announces.
  const at = [0, header.hasChecksum ? 2 : 0]
    .map((checksumBytes) => MP3_HEADER_BYTES + checksumBytes + header.sideInfoBytes)
    .find((offset) => ['Xing', 'Info'].includes(textAt(frame, offset, 4)))
  if (at === undefined || at + 8 > frame.length) return null

  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const flags = view.getUint32(at + 4)
  let next = at + 8
  const take = (flag: number, bytes: number): number | null => {
    if ((flags & flag) === 0 || next + bytes > frame.length) return null
    next += bytes
    return view.getUint32(next - bytes)
  }
  const frames = take(HAS_FRAMES, 4)
  const bytes = take(HAS_BYTES, 4)
  take(HAS_SEEK_TABLE, SEEK_TABLE_BYTES)
  take(HAS_QUALITY, 4)
  return { frames, bytes, ...encoderGaps(frame, next) }
}

function encoderGaps(frame: Uint8Array, at: number) {
  const [a, b, c] = frame.subarray(at + LAME_DELAY_OFFSET, at + LAME_DELAY_OFFSET + 3)
  const known = /^(LAME|Lav[cf]|L3\.9)/.test(textAt(frame, at, 4))
  if (!known || a === undefined || b === undefined || c === undefined) {
    return { encoderDelaySamples: 0, encoderPaddingSamples: 0 }
  }
  return {
    encoderDelaySamples: (a << 4) | (b >> 4),
    encoderPaddingSamples: ((b & 0x0f) << 8) | c,
  }
}

function textAt(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length))
}
