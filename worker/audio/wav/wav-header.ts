export type WavFormat = {
  channels: 1 | 2
  sampleRate: number
  bytesPerSample: number
  read(view: DataView, at: number): number
  /** The content of the chunk that says all this. */
  formatChunk: Uint8Array
  dataStart: number
  /** Null when the writer didn't know. */
  dataBytes: number | null
}

const RIFF_BYTES = 12
const CHUNK_HEADER_BYTES = 8
const FORMAT_BYTES = 16
const EXTENSIBLE_BYTES = 26
const UNKNOWN_LENGTHS = [0, 0xffff_ffff]

const PCM = 1
const FLOAT = 3
const EXTENSIBLE = 0xfffe

/** `unreadable` unless PCM of 16, 24 or 32 bits, or floats of 32, in one or two channels. */
export function parseWavHeader(bytes: Uint8Array): WavFormat | 'incomplete' | 'unreadable' {
  if (bytes.length < RIFF_BYTES) return 'incomplete'
  if (textAt(bytes, 0) !== 'RIFF' || textAt(bytes, 8) !== 'WAVE') return 'unreadable'
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let format: Omit<WavFormat, 'dataStart' | 'dataBytes'> | null = null
  for (let at = RIFF_BYTES; at + CHUNK_HEADER_BYTES <= bytes.length; ) {
    const length = view.getUint32(at + 4, true)
    const start = at + CHUNK_HEADER_BYTES
    if (textAt(bytes, at) === 'data') {
      if (format === null) return 'unreadable'
      const dataBytes = UNKNOWN_LENGTHS.includes(length) ? null : length
      return { ...format, dataStart: start, dataBytes }
    }
    if (textAt(bytes, at) === 'fmt ') {
      if (start + length > bytes.length) return 'incomplete'
      const parsed = parseFormat(view, start, length)
      if (parsed === null) return 'unreadable'
      format = { ...parsed, formatChunk: bytes.slice(start, start + length) }
    }
    // Chunks begin at even bytes.
    at = start + length + (length % 2)
  }
  return 'incomplete'
}

function parseFormat(view: DataView, start: number, length: number) {
  if (length < FORMAT_BYTES) return null
  const channels = view.getUint16(start + 2, true)
  const sampleRate = view.getUint32(start + 4, true)
  const bits = view.getUint16(start + 14, true)
  const read = READERS[`${kindOf(view, start, length)} ${bits}`]
  if (read === undefined || (channels !== 1 && channels !== 2) || sampleRate === 0) return null
  return { channels, sampleRate, bytesPerSample: bits / 8, read } as const
}

/** An extensible format names its kind in the first two bytes of a GUID. */
function kindOf(view: DataView, start: number, length: number): number {
  const kind = view.getUint16(start, true)
  return kind === EXTENSIBLE && length >= EXTENSIBLE_BYTES ? view.getUint16(start + 24, true) : kind
}

/** Full scale is ±1; only floats may exceed it. */
const READERS: Readonly<Record<string, WavFormat['read']>> = {
  [`${PCM} 16`]: (view, at) => view.getInt16(at, true) / 2 ** 15,
  [`${PCM} 24`]: (view, at) => (view.getInt16(at + 1, true) * 256 + view.getUint8(at)) / 2 ** 23,
  [`${PCM} 32`]: (view, at) => view.getInt32(at, true) / 2 ** 31,
  [`${FLOAT} 32`]: (view, at) => bounded(view.getFloat32(at, true)),
}

/** 30 dB above full scale: what is beyond, or no number, can't be meant. */
const FLOAT_MAX = 32

function bounded(sample: number): number {
  return Math.max(-FLOAT_MAX, Math.min(FLOAT_MAX, sample || 0))
}

function textAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}
