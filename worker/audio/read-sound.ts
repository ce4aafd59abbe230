import { readFlac } from './flac/read-flac.ts'
import type { HearSound, SoundRead } from './hear-sound.ts'
import { readMp3 } from './mp3/read-mp3.ts'
import { readOgg } from './ogg/read-ogg.ts'
import type { AudioContentType } from './sniff-audio.ts'
import { readWav } from './wav/read-wav.ts'

const READERS: Readonly<Record<string, typeof readMp3>> = {
  'audio/mpeg': readMp3,
  'audio/wav': readWav,
  'audio/flac': readFlac,
  'audio/ogg': readOgg,
  'audio/mp4': readNothing,
} satisfies Record<AudioContentType, typeof readMp3>

/**
 * Decodes a sound by its stored type, in constant memory, or says that it can't be: nobody gives away a decoder of AAC
 * that we could use. Reads the body to its end or cancels it.
 */
export function readSound(
  { contentType, body }: { contentType: string; body: ReadableStream<Uint8Array> },
  hear: HearSound,
  secondsMax?: number,
): Promise<SoundRead> {
  return (READERS[contentType] ?? readNothing)(body, hear, secondsMax)
}

async function readNothing(body: ReadableStream<Uint8Array>): Promise<SoundRead> {
  await body.cancel().catch(() => {})
  return { ok: false, reason: 'not_audio' }
}
