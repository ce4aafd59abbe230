import { PIECE_BYTES_MAX } from '../byte-reader.ts'
import {
  BLOCK_SAMPLES_MIN,
  type FlacFrameHeader,
  FRAME_BYTES_MAX,
  FRAME_HEADER_BYTES_MAX,
  parseFlacFrame,
} from './flac-frame.ts'
import { type FlacFormat, type FlacHeadPart, HEAD_PART_BYTES, readHeadPart } from './flac-header.ts'

export type FlacFrame = {
  header: FlacFrameHeader
  /** A view, valid until the next frame. Of the last one with whatever follows it in the file. */
  bytes: Uint8Array
}

/** Reads past tags and pictures, and cuts frames where the next one begins. Holds one piece and one frame. */
export class FlacSplitter {
  format: FlacFormat | null = null
  /** It isn't FLAC, or none that can be decoded here. */
  isForeign = false
  /** Where its first frame begins, which may be missing: a stream can be cut from a longer one. */
  start = 0
  /** Between frames, and of such as don't lead to the next one. */
  foreignBytes = 0

  readonly #held = new Uint8Array(PIECE_BYTES_MAX + FRAME_BYTES_MAX)
  #length = 0
  #toSkip = 0
  #headPart: FlacHeadPart['kind'] | null = null
  #inFrames = false
  #frame: FlacFrameHeader | null = null
  #blockSamples: number | null = null
  /** Up to here no frame begins behind `#frame`. */
  #searched = 0;

  *split(piece: Uint8Array): Generator<FlacFrame> {
    this.#held.set(piece, this.#length)
    this.#length += piece.length
    if (!this.#inFrames) this.#readHead(HEAD_PART_BYTES)
    if (this.#inFrames && this.format) yield* this.#cut(this.format)
  }

  *end(): Generator<FlacFrame> {
    if (!this.#inFrames) this.#readHead(0)
    this.isForeign ||= !this.#inFrames && this.#toSkip === 0
    if (this.#inFrames && this.format) yield* this.#cut(this.format, true)
    if (this.#frame !== null)
      yield { header: this.#frame, bytes: this.#held.subarray(0, this.#length) }
  }

  #readHead(bytesWanted: number): void {
    for (;;) {
      const skipped = Math.min(this.#toSkip, this.#length)
      this.#toSkip -= skipped
      this.#drop(skipped)
      if (this.#toSkip > 0 || this.#inFrames || this.isForeign) return
      if (this.#length === 0 || this.#length < bytesWanted) return
      const part = readHeadPart(this.#held.subarray(0, this.#length), this.#headPart)
      this.isForeign = part === null
      if (part === null) return
      this.#headPart = part.kind
      if (part.kind === 'format') this.format = part.format
      this.#toSkip = part.bytes
      this.#inFrames = part.isLast === true
    }
  }

  *#cut(format: FlacFormat, atEnd = false): Generator<FlacFrame> {
    if (this.#toSkip > 0) return this.#readHead(0)
    let at = 0
    for (;;) {
      const next = this.#findHeader(at, format, atEnd)
      if (next === null) break
      const { header, from } = next
      if (this.#frame === null) this.foreignBytes += from - at
      else if (this.#frame.position + this.#frame.samples === header.position)
        yield { header: this.#frame, bytes: this.#held.subarray(at, from) }
      // One between them is broken, and it may be this.
      else this.foreignBytes += from - at
      if (this.#blockSamples === null) this.start = header.position
      this.#blockSamples ??= header.samples
      this.#frame = header
      this.#searched = from + 1
      at = from
    }
    this.#drop(at)
    if (this.#length > FRAME_BYTES_MAX) this.#giveUpFrame()
  }

  /** The next one, or of `#frame` the one that follows it in the stream. */
  #findHeader(at: number, format: FlacFormat, atEnd: boolean) {
    const held = this.#held.subarray(0, this.#length)
    const last = atEnd ? this.#length : this.#length - FRAME_HEADER_BYTES_MAX
    let from = Math.max(at, this.#searched)
    for (; from < last; from += 1) {
      from = held.indexOf(0xff, from)
      if (from < 0 || from >= last) break
      const header = parseFlacFrame(held, from, format, this.#blockSamples)
      if (header !== null && this.#canFollow(header)) return { header, from }
    }
    this.#searched = Math.max(at, this.#searched, last)
    return null
  }

  #canFollow({ position, samples }: FlacFrameHeader): boolean {
    if (samples < BLOCK_SAMPLES_MIN && this.#frame === null) return false
    return this.#frame === null || position > this.#frame.position
  }

  #giveUpFrame(): void {
    this.#frame = null
    this.foreignBytes += this.#searched
    this.#drop(this.#searched)
  }

  #drop(bytes: number): void {
    this.#held.copyWithin(0, bytes, this.#length)
    this.#length -= bytes
    this.#searched = Math.max(0, this.#searched - bytes)
  }
}
