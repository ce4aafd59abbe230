import { readFileSync } from 'node:fs'
import type { SongRequest } from './song-wishes.ts'

/**
 * Writes the music for a request. Whoever opened it closes it, after the stand-in that uses it: a
 * song that is cut short while the stand-in runs is a failed one.
 */
export type SongWriter = {
  render(request: SongRequest, options?: { bitrateKbps?: number }): Promise<{ mp3: Uint8Array }>
}

/** A finished MP3 of six seconds: 44.1 kHz, stereo, 128 kbps, nothing but MPEG frames. */
export const PREPARED_MP3: Uint8Array = readFileSync(new URL('./prepared.mp3', import.meta.url))

/** The MP3, or why there is none; it never rejects. Without a writer every song is the prepared one. */
export async function writeSong(
  writer: SongWriter | undefined,
  song: SongRequest,
  bitrateKbps: number,
): Promise<Uint8Array | Error> {
  if (!writer) return PREPARED_MP3
  try {
    return (await writer.render(song, { bitrateKbps })).mp3
  } catch (error) {
    return new Error('no music was written', { cause: error })
  }
}
