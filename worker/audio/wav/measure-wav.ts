import { openByteReader } from '../byte-reader.ts'
import { type SoundFacts, SoundMeter } from '../sound-meter.ts'
import { parseWavHeader, type WavFormat } from './wav-header.ts'

export type WavMeasurement =
  | ({ ok: true } & SoundFacts)
  | {
      ok: false
      /** truncated: less sound came than announced, or the file ends inside a sample. */
      reason: 'not_audio' | 'truncated' | 'unavailable'
    }

/** Writers put only small chunks before the sound. */
const HEADER_BYTES_MAX = 64 * 1024

/** In constant memory. Reads the body to its end or cancels it. */
export async function measureWav(body: ReadableStream<Uint8Array>): Promise<WavMeasurement> {
  const reader = openByteReader(body)
  const sound = new WavSound()
  try {
    for (;;) {
      const read = await reader.read().catch(() => 'failed' as const)
      if (read === 'failed') return { ok: false, reason: 'unavailable' }
      if (read === null) return sound.judge()
      sound.add(read)
      if (sound.isForeign) return { ok: false, reason: 'not_audio' }
    }
  } finally {
    void reader.cancel().catch(() => {})
  }
}

class WavSound {
  isForeign = false
  readonly #meter = new SoundMeter()
  #format: WavFormat | null = null
  #unread: Uint8Array = new Uint8Array()
  #bytesLeft = 0

  add(chunk: Uint8Array): void {
    const bytes = this.#unread.length === 0 ? chunk : join(this.#unread, chunk)
    if (this.#format === null) this.#open(bytes)
    else this.#take(bytes)
  }

  judge(): WavMeasurement {
    if (this.#format === null) return { ok: false, reason: 'not_audio' }
    const isCut = this.#format.dataBytes !== null && this.#bytesLeft > 0
    if (isCut || this.#unread.length > 0) return { ok: false, reason: 'truncated' }
    if (this.#meter.samples === 0) return { ok: false, reason: 'not_audio' }
    return { ok: true, ...this.#meter.facts(this.#format.sampleRate) }
  }

  #open(bytes: Uint8Array): void {
    const header = parseWavHeader(bytes)
    if (header === 'incomplete') {
      this.#unread = bytes
      this.isForeign = bytes.length > HEADER_BYTES_MAX
    } else if (header === 'unreadable') {
      this.isForeign = true
    } else {
      this.#format = header
      this.#bytesLeft = header.dataBytes ?? Number.POSITIVE_INFINITY
      this.#take(bytes.subarray(header.dataStart))
    }
  }

  #take(bytes: Uint8Array): void {
    if (this.#format === null) return
    const { channels, bytesPerSample, read } = this.#format
    const frameBytes = channels * bytesPerSample
    const arrived = bytes.subarray(0, Math.min(bytes.length, this.#bytesLeft))
    const whole = arrived.length - (arrived.length % frameBytes)
    this.#bytesLeft -= whole
    this.#unread = arrived.slice(whole)
    const view = new DataView(arrived.buffer, arrived.byteOffset, whole)
    const samples = new Int16Array(whole / bytesPerSample)
    for (let at = 0; at < samples.length; at += 1) samples[at] = read(view, at * bytesPerSample)
    this.#meter.add(samples, channels)
  }
}

function join(before: Uint8Array, after: Uint8Array): Uint8Array {
  const both = new Uint8Array(before.length + after.length)
  both.set(before)
  both.set(after, before.length)
  return both
}
