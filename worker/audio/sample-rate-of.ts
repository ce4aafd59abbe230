import { id3TagBytes } from './mp3/id3-tag.ts'
import { parseMp3Header } from './mp3/mp3-frame.ts'
import { sniffAudio } from './sniff-audio.ts'
import { parseWavHeader } from './wav/wav-header.ts'

const WAV_HEADER_BYTES_MAX = 64 * 1024
/** RFC 9639 §8.2: after the mark, a block's header and the sizes of blocks and frames. */
const FLAC_RATE_AT = 18
/** RFC 3533 §6: the first packet follows the page's header and its table. */
const OGG_TABLE_LENGTH_AT = 26
const OPUS_RATE = 48_000

/** The sample rate that a file was stored with, from its first bytes. Null where they don't tell, as in an M4A. */
export function sampleRateOf(file: Uint8Array): number | null {
  const tagBytes = id3TagBytes(file)
  if (tagBytes !== null) return sampleRateOf(file.subarray(tagBytes))
  const view = new DataView(file.buffer, file.byteOffset, file.length)
  switch (sniffAudio(file)) {
    case 'audio/wav': {
      const header = parseWavHeader(file.subarray(0, WAV_HEADER_BYTES_MAX))
      return typeof header === 'string' ? null : header.sampleRate
    }
    case 'audio/mpeg':
      return parseMp3Header(file)?.sampleRate ?? null
    case 'audio/flac':
      return file.length < FLAC_RATE_AT + 4 ? null : view.getUint32(FLAC_RATE_AT) >>> 12
    case 'audio/ogg': {
      const packet = OGG_TABLE_LENGTH_AT + 1 + (file[OGG_TABLE_LENGTH_AT] ?? 0)
      if (file[packet] === 'O'.charCodeAt(0)) return OPUS_RATE
      return file.length < packet + 16 ? null : view.getUint32(packet + 12, true)
    }
    default:
      return null
  }
}
