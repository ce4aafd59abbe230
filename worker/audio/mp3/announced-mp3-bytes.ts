import { id3TagBytes } from './id3-tag.ts'
import { parseMp3Header } from './mp3-frame.ts'
import { parseXingHeader } from './xing-header.ts'

/** The bytes of its tag and those that its Xing header names; 0 without them. */
export function announcedMp3Bytes(head: Uint8Array): number {
  const start = id3TagBytes(head) ?? 0
  const frameBytes = parseMp3Header(head, start)?.frameBytes
  if (frameBytes === undefined) return start
  const soundBytes = parseXingHeader(head.subarray(start, start + frameBytes))?.bytes ?? 0
  return start + soundBytes
}
