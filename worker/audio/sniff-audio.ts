import { id3TagBytes } from './mp3/id3-tag.ts'
import {
  isSameMp3Stream,
  MP3_FRAME_BYTES_MAX,
  MP3_HEADER_BYTES,
  parseMp3Header,
} from './mp3/mp3-frame.ts'

export type AudioContentType = 'audio/mpeg' | 'audio/wav' | 'audio/flac' | 'audio/ogg' | 'audio/mp4'

export const SNIFF_BYTES = MP3_FRAME_BYTES_MAX + MP3_HEADER_BYTES

/** Null for anything that we don't take. */
export function sniffAudio(head: Uint8Array): AudioContentType | null {
  if (textAt(head, 0, 4) === 'RIFF' && textAt(head, 8, 4) === 'WAVE') return 'audio/wav'
  if (textAt(head, 0, 4) === 'fLaC') return 'audio/flac'
  if (isOggAudio(head)) return 'audio/ogg'
  if (isMp4Audio(head)) return 'audio/mp4'
  const tagBytes = id3TagBytes(head)
  if (tagBytes !== null) return sniffAfterTag(head, tagBytes)
  return isMp3(head) ? 'audio/mpeg' : null
}

function sniffAfterTag(head: Uint8Array, tagBytes: number): AudioContentType | null {
  let start = tagBytes
  while (head[start] === 0) start += 1
  const rest = head.subarray(start)
  return rest.length < MP3_HEADER_BYTES ? 'audio/mpeg' : sniffAudio(rest)
}

function isMp3(head: Uint8Array): boolean {
  const first = parseMp3Header(head)
  if (first === null) return false
  if (head.length < first.frameBytes + MP3_HEADER_BYTES) return true
  const second = parseMp3Header(head, first.frameBytes)
  return second !== null && isSameMp3Stream(first, second)
}

const OGG_PAGE_HEADER_BYTES = 27
const OGG_AUDIO = ['OpusHead', '\x01vorbis']

/** RFC 3533 §6: the first packet follows the page header and its table of segments. */
function isOggAudio(head: Uint8Array): boolean {
  if (textAt(head, 0, 4) !== 'OggS' || head[4] !== 0) return false
  const packet = OGG_PAGE_HEADER_BYTES + (head[OGG_PAGE_HEADER_BYTES - 1] ?? 0)
  return OGG_AUDIO.some((codec) => textAt(head, packet, codec.length) === codec)
}

/** The brand in the `ftyp` box tells audio from HEIC, AVIF and QuickTime. */
function isMp4Audio(head: Uint8Array): boolean {
  return (
    textAt(head, 4, 4) === 'ftyp' && /^(M4[AB] |mp4[12]|iso[m2-6]|dash)/.test(textAt(head, 8, 4))
  )
}

function textAt(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length))
}
