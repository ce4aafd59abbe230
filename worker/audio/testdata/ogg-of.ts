import { OggPackets } from '../ogg/ogg-packets.ts'
import { type OggPage, OggPages } from '../ogg/ogg-pages.ts'
import { concat } from './fixtures.ts'

type Page = Pick<OggPage, 'granule' | 'isFirst' | 'isLast'> & { packets: Uint8Array[] }

/** The packets of an Ogg of one stream, page by page; none of them may lie on two. */
export function packetsOf(ogg: Uint8Array): Page[] {
  const [pages, packets] = [new OggPages(), new OggPackets()]
  return [...pages.split(ogg)].map((page) => {
    const { granule, isFirst, isLast } = page
    const own = Array.from(packets.join(page), ({ bytes }) => bytes?.slice() ?? new Uint8Array())
    return { granule, isFirst, isLast, packets: own }
  })
}

/** RFC 3533 §6: a packet that fills more than a page goes on on the next. */
export function oggOf(pages: readonly Page[]): Uint8Array {
  let number = 0
  const cut = pages.flatMap(({ packets, granule, ...flags }) => {
    const segments = packets.flatMap((packet) => segmentsOf(packet))
    const body = concat(...packets)
    const parts: Uint8Array[] = []
    for (let [at, from] = [0, 0]; at < segments.length; at += 255) {
      const own = segments.slice(at, at + 255)
      const bytes = own.reduce((total, each) => total + each, 0)
      const isContinued = at > 0 && segments[at - 1] === 255
      const isEnd = at + 255 >= segments.length
      const part = body.subarray(from, from + bytes)
      parts.push(
        pageOf(number++, own, part, { ...flags, isContinued, granule: isEnd ? granule : null }),
      )
      from += bytes
    }
    return parts
  })
  return concat(...cut)
}

function segmentsOf({ length }: Uint8Array): number[] {
  return [...Array<number>(Math.floor(length / 255)).fill(255), length % 255]
}

function pageOf(
  number: number,
  segments: number[],
  body: Uint8Array,
  { granule, isFirst, isLast, isContinued }: Omit<Page, 'packets'> & { isContinued: boolean },
): Uint8Array {
  const header = new DataView(new ArrayBuffer(27))
  header.setUint32(0, 0x4f67_6753)
  header.setUint8(5, (isContinued ? 1 : 0) | (isFirst ? 2 : 0) | (isLast ? 4 : 0))
  header.setBigInt64(6, BigInt(granule ?? -1), true)
  header.setUint32(14, 7, true)
  header.setUint32(18, number, true)
  header.setUint8(26, segments.length)
  const page = concat(new Uint8Array(header.buffer), Uint8Array.from(segments), body)
  let crc = 0
  for (const byte of page) {
    crc = (crc ^ (byte << 24)) >>> 0
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ (crc >>> 31 ? 0x04c1_1db7 : 0)) >>> 0
  }
  new DataView(page.buffer).setUint32(22, crc, true)
  return page
}
