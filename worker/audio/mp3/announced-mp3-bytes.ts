import { id3TagBytes } from './id3-tag.ts'
import { parseMp3Header } from './mp3-frame.ts'
import { parseXingHeader } from './xing-header.ts'

/** What an MP3 says of its own length: its tag, and the bytes in its Xing header. Else 0. */
export function announcedMp3Bytes(head: Uint8Array): number {
  const start = id3TagBytes(head) ?? 0
  const frameBytes = parseMp3Header(head, start)?.frameBytes
  if (frameBytes === undefined) return start
  const soundBytes = parseXingHeader(head.subarray(start, start + frameBytes))?.bytes ?? 0
  return start + soundBytes
}
