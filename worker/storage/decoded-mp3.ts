import { decodeMp3 } from '../audio/mp3/decode-mp3.ts'
import type { ReadableFile, ReadableFiles } from './file-store.ts'

/** In each etag: another number when the same file decodes to other bytes. */
const DECODING = 'pcm1'
const SAMPLE_BYTES = 2

export type PcmSize = { frames: number; channels: 1 | 2 }

export const pcmBytes = ({ frames, channels }: PcmSize): number => frames * channels * SAMPLE_BYTES

/**
 * Stored MP3s as if each were its sound decoded, of the length that was measured. It is decoded while it is read;
 * of the stored file nothing is read behind the part that was asked for.
 */
export function decodedMp3(files: ReadableFiles, size: PcmSize): ReadableFiles {
  const bytes = pcmBytes(size)
  const factsOf = ({ key, etag, modified }: ReadableFile): ReadableFile => ({
    key,
    bytes,
    etag: `"${DECODING}-${etag.slice(1, -1)}"`,
    modified,
  })
  return {
    async head(key) {
      const file = await files.head(key)
      return file && factsOf(file)
    },
    async get(key, { range = { offset: 0, length: bytes }, onlyIf } = {}) {
      const file = await files.get(key)
      if (file === null) return null
      const facts = factsOf(file)
      if (facts.etag === `"${onlyIf?.etagDoesNotMatch}"` || file.body === null) {
        await file.body?.cancel()
        return { ...facts, body: null }
      }
      return { ...facts, body: decodeMp3(file.body, { channels: size.channels, ...range }) }
    },
  }
}
