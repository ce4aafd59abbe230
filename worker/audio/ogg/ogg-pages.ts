import { PIECE_BYTES_MAX } from '../byte-reader.ts'

/** RFC 3533 §6. */
export type OggPage = {
  /** Of the stream that it is a page of. */
  serial: number
  number: number
  isContinued: boolean
  isFirst: boolean
  isLast: boolean
  /** Where the stream is, in samples, after the last packet that ends on this page; null when none does. */
  granule: number | null
  /** How long its segments are; one shorter than 255 bytes ends a packet. */
  segments: Uint8Array
  /** A view, valid until the next page. */
  body: Uint8Array
}

const HEADER_BYTES = 27
const PAGE_BYTES_MAX = HEADER_BYTES + 255 + 255 * 255
const SUM_AT = 22

/** Skips what isn't a page, and pages whose checksum is wrong. Holds one piece and one page. */
export class OggPages {
  pageBytes = 0
  foreignBytes = 0
  /** Known after `end`. */
  endsInsidePage = false

  readonly #held = new Uint8Array(PIECE_BYTES_MAX + PAGE_BYTES_MAX)
  #length = 0;

  *split(piece: Uint8Array): Generator<OggPage> {
    this.#held.set(piece, this.#length)
    this.#length += piece.length
    let at = 0
    for (;;) {
      const start = this.#findMark(at)
      this.foreignBytes += start - at
      at = start
      const held = this.#held.subarray(at, this.#length)
      const bytes = pageBytesOf(held)
      if (bytes === null || held.length < bytes) break
      if (isWhole(held.subarray(0, bytes))) {
        this.pageBytes += bytes
        yield readPage(held.subarray(0, bytes))
      } else this.foreignBytes += bytes
      at += bytes
    }
    this.#held.copyWithin(0, at, this.#length)
    this.#length -= at
  }

  end(): void {
    this.endsInsidePage = isMark(this.#held, 0) && this.#length > 0
  }

  /** Or as far as there is surely none. */
  #findMark(from: number): number {
    const held = this.#held.subarray(0, this.#length)
    for (let at = from; ; at += 1) {
      at = held.indexOf(0x4f, at)
      if (at < 0) return this.#length
      if (isMark(held, at) || held.length - at < HEADER_BYTES) return at
    }
  }
}

function isMark(bytes: Uint8Array, at: number): boolean {
  const [o, g, g2, s, version] = bytes.subarray(at, at + 5)
  return o === 0x4f && g === 0x67 && g2 === 0x67 && s === 0x53 && version === 0
}

/** Null when its header isn't all there. */
function pageBytesOf(page: Uint8Array): number | null {
  const count = page[HEADER_BYTES - 1]
  if (count === undefined || page.length < HEADER_BYTES + count) return null
  const segments = page.subarray(HEADER_BYTES, HEADER_BYTES + count)
  return HEADER_BYTES + count + segments.reduce((total, bytes) => total + bytes, 0)
}

function readPage(page: Uint8Array): OggPage {
  const view = new DataView(page.buffer, page.byteOffset, page.length)
  const bodyAt = HEADER_BYTES + (page[HEADER_BYTES - 1] ?? 0)
  const flags = page[5] ?? 0
  const granule = view.getInt32(10, true) * 2 ** 32 + view.getUint32(6, true)
  return {
    serial: view.getUint32(14, true),
    number: view.getUint32(18, true),
    isContinued: (flags & 1) !== 0,
    isFirst: (flags & 2) !== 0,
    isLast: (flags & 4) !== 0,
    granule: granule < 0 ? null : granule,
    segments: page.subarray(HEADER_BYTES, bodyAt),
    body: page.subarray(bodyAt),
  }
}

const CRC32 = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24
  for (let bit = 0; bit < 8; bit += 1) crc = (crc << 1) ^ (crc < 0 ? 0x04c1_1db7 : 0)
  return crc >>> 0
})

/** The sum is of the page with zeros where the sum stands. */
function isWhole(page: Uint8Array): boolean {
  let crc = 0
  for (let at = 0; at < page.length; at += 1) {
    const byte = at >= SUM_AT && at < SUM_AT + 4 ? 0 : (page[at] ?? 0)
    crc = (crc << 8) ^ (CRC32[(crc >>> 24) ^ byte] ?? 0)
  }
  const view = new DataView(page.buffer, page.byteOffset, page.length)
  return crc >>> 0 === view.getUint32(SUM_AT, true)
}
