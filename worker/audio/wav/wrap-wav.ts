/** Four letters, and a text. */
export type InfoText = readonly [id: string, text: string]

/**
 * What stands around the samples of a WAV: before them their format and `LIST/INFO`, the short texts that every
 * program reads; after them a chunk `id3 `, which says all, pictures included.
 */
export function wrapWav({
  format,
  soundBytes,
  info,
  id3Tag,
}: {
  /** The content of the chunk `fmt `. */
  format: Uint8Array
  soundBytes: number
  info: readonly InfoText[]
  id3Tag: Uint8Array
}): { head: Uint8Array; tail: Uint8Array } {
  const before = join([ascii('WAVE'), chunk('fmt ', format), infoChunk(info)])
  const tail = join([padding(soundBytes), chunk('id3 ', id3Tag)])
  const dataHeader = chunkHeader('data', soundBytes)
  const bytes = before.length + dataHeader.length + soundBytes + tail.length
  return { head: join([chunkHeader('RIFF', bytes), before, dataHeader]), tail }
}

const PCM = 1
const BITS = 16

/** Of interleaved samples of 16 bits. */
export function pcmFormat(channels: number, sampleRate: number): Uint8Array {
  const frameBytes = (channels * BITS) / 8
  const view = new DataView(new ArrayBuffer(16))
  view.setUint16(0, PCM, true)
  view.setUint16(2, channels, true)
  view.setUint32(4, sampleRate, true)
  view.setUint32(8, sampleRate * frameBytes, true)
  view.setUint16(12, frameBytes, true)
  view.setUint16(14, BITS, true)
  return new Uint8Array(view.buffer)
}

/** UTF-8: the format names no encoding, and this is what programs take. */
function infoChunk(info: readonly InfoText[]): Uint8Array {
  const texts = info.map(([id, text]) => chunk(id, new TextEncoder().encode(`${text}\0`)))
  return chunk('LIST', join([ascii('INFO'), ...texts]))
}

/** Of an even length, as each must be. */
function chunk(id: string, content: Uint8Array): Uint8Array {
  return join([chunkHeader(id, content.length), content, padding(content.length)])
}

function chunkHeader(id: string, bytes: number): Uint8Array {
  const header = new Uint8Array(8)
  header.set(ascii(id))
  new DataView(header.buffer).setUint32(4, bytes, true)
  return header
}

const padding = (bytes: number) => new Uint8Array(bytes % 2)

const ascii = (text: string) => new TextEncoder().encode(text)

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((total, { length }) => total + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
