import { id3TagBytes } from './id3-tag.ts'
import { parseMp3Header } from './mp3-frame.ts'
import { parseXingHeader } from './xing-header.ts'

/**
 * The least length in bytes that an MP3 has by its own announcement: its ID3v2 tag and what its
 * Xing header says follows. 0 when `head`, the beginning of the file, shows no announcement.
 */
export function announcedMp3Bytes(head: Uint8Array): number {
  const start = id3TagBytes(head) ?? 0
  const frameBytes = parseMp3Header(head, start)?.frameBytes
  if (frameBytes === undefined) return start
  const soundBytes = parseXingHeader(head.subarray(start, start + frameBytes))?.bytes ?? 0
  return start + soundBytes
}
