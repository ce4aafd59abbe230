import type { OggPage } from './ogg-pages.ts'

export type OggPacket = {
  /** Null when it is longer than any sound's: a picture among the comments. Valid until the next packet. */
  bytes: Uint8Array | null
  /** No other packet ends on its page. */
  isLastOfPage: boolean
}

/** Setups of Vorbis are the longest that anybody needs. */
export const PACKET_BYTES_MAX = 256 * 1024

/** Joins the packets of one stream from its pages. What a missing page tore is left out. */
export class OggPackets {
  /** A packet goes on on the next page. */
  isInside = false
  readonly #held = new Uint8Array(PACKET_BYTES_MAX)
  #length = 0
  #isKnown = false
  #nextPage = 0;

  *join({ segments, body, isContinued, number }: OggPage): Generator<OggPacket> {
    const goesOn = isContinued && this.isInside && number === this.#nextPage
    this.#nextPage = (number + 1) >>> 0
    // Its beginning is missing when the page goes on with what isn't there.
    this.#isKnown = goesOn ? this.#isKnown : !isContinued
    if (!goesOn) this.#length = 0
    const lastEnd = segments.findLastIndex((bytes) => bytes < 255)
    let at = 0
    for (const [index, bytes] of segments.entries()) {
      this.#hold(body.subarray(at, at + bytes))
      at += bytes
      if (bytes === 255) continue
      const packet = this.#length > PACKET_BYTES_MAX ? null : this.#held.subarray(0, this.#length)
      if (this.#isKnown) yield { bytes: packet, isLastOfPage: index === lastEnd }
      this.#length = 0
      this.#isKnown = true
    }
    this.isInside = segments.at(-1) === 255
  }

  #hold(part: Uint8Array): void {
    if (this.#length + part.length <= PACKET_BYTES_MAX) this.#held.set(part, this.#length)
    this.#length += part.length
  }
}
