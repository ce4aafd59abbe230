import { PIECE_BYTES_MAX } from '../byte-reader.ts'
import { ID3_HEADER_BYTES, id3TagBytes } from './id3-tag.ts'
import {
  isSameMp3Stream,
  MP3_FRAME_BYTES_MAX,
  MP3_HEADER_BYTES,
  type Mp3FrameHeader,
  parseMp3Header,
} from './mp3-frame.ts'

export interface Mp3Frame {
  header: Mp3FrameHeader
  /** A view, valid until the next frame. */
  bytes: Uint8Array
}

/** Skips ID3v2 tags, and anything else up to two frames of one stream in a row. Holds one piece and one frame. */
export class Mp3Splitter {
  frameBytes = 0
  foreignBytes = 0
  /** Known after `end`: the file stops inside a frame that follows a whole one. */
  endsInsideFrame = false

  readonly #held = new Uint8Array(PIECE_BYTES_MAX + MP3_FRAME_BYTES_MAX + MP3_HEADER_BYTES)
  #length = 0
  #tagBytesLeft = 0
  #stream: Mp3FrameHeader | null = null
  #inSync = false;

  *split(piece: Uint8Array): Generator<Mp3Frame> {
    this.#held.set(piece, this.#length)
    this.#length += piece.length
    yield* this.#take(false)
  }

  *end(): Generator<Mp3Frame> {
    yield* this.#take(true)
  }

  *#take(atEnd: boolean): Generator<Mp3Frame> {
    let at = this.#skipTag(0)
    while (at < this.#length && (atEnd || this.#length - at >= ID3_HEADER_BYTES)) {
      const held = this.#held.subarray(at, this.#length)
      const tagBytes = id3TagBytes(held)
      if (tagBytes !== null) {
        this.#tagBytesLeft = tagBytes
        at = this.#skipTag(at)
        continue
      }
      const header = this.#headerOf(held)
      if (header !== null && !atEnd && held.length < this.#bytesWanted(header)) break
      if (header !== null && this.#isFrame(header, held)) {
        this.#stream = header
        this.#inSync = true
        this.frameBytes += header.frameBytes
        yield { header, bytes: held.subarray(0, header.frameBytes) }
        at += header.frameBytes
        continue
      }
      this.endsInsideFrame ||= atEnd && this.#inSync && header !== null
      this.#inSync = false
      this.foreignBytes += 1
      at += 1
    }
    this.#held.copyWithin(0, at, this.#length)
    this.#length -= at
  }

  #skipTag(at: number): number {
    const skipped = Math.min(this.#tagBytesLeft, this.#length - at)
    this.#tagBytesLeft -= skipped
    return at + skipped
  }

  #headerOf(held: Uint8Array): Mp3FrameHeader | null {
    const header = parseMp3Header(held)
    if (header === null || this.#stream === null) return header
    return isSameMp3Stream(header, this.#stream) ? header : null
  }

  /** A frame that follows no other is believed only when another follows it. */
  #bytesWanted(header: Mp3FrameHeader): number {
    return header.frameBytes + (this.#inSync ? 0 : MP3_HEADER_BYTES)
  }

  #isFrame(header: Mp3FrameHeader, held: Uint8Array): boolean {
    if (held.length < header.frameBytes) return false
    if (this.#inSync || held.length === header.frameBytes) return true
    const next = parseMp3Header(held, header.frameBytes)
    return next !== null && isSameMp3Stream(header, next)
  }
}
