import { openByteReader } from '../byte-reader.ts'
import { type HearSound, SOUND_SECONDS_MAX, type SoundRead } from '../hear-sound.ts'
import { parseWavHeader, type WavFormat } from './wav-header.ts'

/** Writers put only small chunks before the sound. Whoever looks for it looks no further. */
export const HEADER_BYTES_MAX = 64 * 1024

/**
 * Decodes in constant memory. Reads the body to its end or cancels it. truncated: less sound came than
 * announced, or the file ends inside a sample.
 */
export async function readWav(
  body: ReadableStream<Uint8Array>,
  hear: HearSound,
  secondsMax = SOUND_SECONDS_MAX,
): Promise<SoundRead> {
  const reader = openByteReader(body)
  const sound = new WavSound(hear)
  try {
    for (;;) {
      const read = await reader.read().catch(() => 'failed' as const)
      if (read === 'failed') return { ok: false, reason: 'unavailable' }
      if (read === null) return sound.judge()
      await sound.add(read)
      if (sound.isForeign) return { ok: false, reason: 'not_audio' }
      if (sound.seconds > secondsMax) return { ok: false, reason: 'too_long' }
    }
  } finally {
    void reader.cancel().catch(() => {})
  }
}

class WavSound {
  isForeign = false
  readonly #hear: HearSound
  #heard = 0
  #format: WavFormat | null = null
  #unread: Uint8Array = new Uint8Array()
  #bytesLeft = 0

  constructor(hear: HearSound) {
    this.#hear = hear
  }

  add(chunk: Uint8Array): Promise<void> | undefined {
    const bytes = this.#unread.length === 0 ? chunk : join(this.#unread, chunk)
    return this.#format === null ? this.#open(bytes) : this.#take(bytes)
  }

  get seconds(): number {
    return this.#format === null ? 0 : this.#heard / this.#format.sampleRate
  }

  judge(): SoundRead {
    if (this.#format === null) return { ok: false, reason: 'not_audio' }
    const isCut = this.#format.dataBytes !== null && this.#bytesLeft > 0
    if (isCut || this.#unread.length > 0) return { ok: false, reason: 'truncated' }
    return this.#heard === 0 ? { ok: false, reason: 'not_audio' } : { ok: true }
  }

  #open(bytes: Uint8Array): Promise<void> | undefined {
    const header = parseWavHeader(bytes.subarray(0, HEADER_BYTES_MAX))
    if (header === 'incomplete') {
      this.#unread = bytes
      this.isForeign = bytes.length >= HEADER_BYTES_MAX
    } else if (header === 'unreadable') {
      this.isForeign = true
    } else {
      this.#format = header
      this.#bytesLeft = header.dataBytes ?? Number.POSITIVE_INFINITY
      return this.#take(bytes.subarray(header.dataStart))
    }
    return undefined
  }

  #take(bytes: Uint8Array): Promise<void> | undefined {
    if (this.#format === null) return undefined
    const { channels, bytesPerSample, sampleRate, read } = this.#format
    const frameBytes = channels * bytesPerSample
    const arrived = bytes.subarray(0, Math.min(bytes.length, this.#bytesLeft))
    const frames = Math.floor(arrived.length / frameBytes)
    this.#bytesLeft -= frames * frameBytes
    this.#unread = arrived.slice(frames * frameBytes)
    this.#heard += frames
    if (frames === 0) return undefined
    const view = new DataView(arrived.buffer, arrived.byteOffset, frames * frameBytes)
    const heard = Array.from({ length: channels }, (_, channel) => {
      const own = new Float32Array(frames)
      for (let at = 0; at < frames; at += 1) {
        own[at] = read(view, at * frameBytes + channel * bytesPerSample)
      }
      return own
    })
    return this.#hear(heard, sampleRate)
  }
}

function join(before: Uint8Array, after: Uint8Array): Uint8Array {
  const both = new Uint8Array(before.length + after.length)
  both.set(before)
  both.set(after, before.length)
  return both
}
