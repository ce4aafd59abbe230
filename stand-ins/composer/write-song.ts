import { readFileSync } from 'node:fs'
import type { Encoding } from './encode-song.ts'
import { encodeWav } from './encode-wav.ts'
import type { SongRequest } from './song-wishes.ts'
import { silence } from './sound/stereo.ts'

/**
 * Writes the music for a request. Close it after the stand-in that uses it: a song that is cut short
 * while the stand-in runs counts as failed.
 */
export type SongWriter = {
  render(request: SongRequest, encoding?: Encoding): Promise<{ audio: Uint8Array }>
}

/** A finished MP3 of six seconds: 44.1 kHz, stereo, 128 kbps, nothing but MPEG frames. */
export const PREPARED_MP3: Uint8Array = readFileSync(new URL('./prepared.mp3', import.meta.url))

/** A finished WAV of two seconds: 44.1 kHz, stereo, 16 bits, a note that fades away. */
export const PREPARED_WAV: Uint8Array = encodeWav(prepareNote(2))

/** Every song when there is no writer. */
export function preparedSong({ format }: Encoding): Uint8Array {
  return format === 'wav' ? PREPARED_WAV : PREPARED_MP3
}

/** The audio, or why there is none; it never rejects. Without a writer it is the prepared one. */
export async function writeSong(
  writer: SongWriter | undefined,
  song: SongRequest,
  encoding: Encoding,
): Promise<Uint8Array | Error> {
  if (!writer) return preparedSong(encoding)
  try {
    return (await writer.render(song, encoding)).audio
  } catch (error) {
    return new Error('no music was written', { cause: error })
  }
}

function prepareNote(seconds: number) {
  const note = silence(seconds * silence(0).sampleRate)
  for (const channel of [note.left, note.right])
    for (let at = 0; at < channel.length; at += 1)
      channel[at] =
        Math.sin((at / note.sampleRate) * 440 * 2 * Math.PI) * (0.5 - at / channel.length / 2)
  return note
}
