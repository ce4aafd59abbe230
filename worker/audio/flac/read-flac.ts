import { decodeBody, type PieceDecoder } from '../decode-body.ts'
import { type HearSound, SOUND_SECONDS_MAX, type SoundRead } from '../hear-sound.ts'
import { SoundFeed } from '../sound-feed.ts'
import { type DecodeFlacFrame, openFlacDecoder } from './flac-decoder.ts'
import { type FlacFrame, FlacSplitter } from './flac-splitter.ts'

/**
 * Decodes in some 3 MB, one or two channels of 8, 16, 24 or 32 bits. Reads the body to its end or cancels it.
 * truncated: over 1 % of the samples are missing.
 */
export function readFlac(
  body: ReadableStream<Uint8Array>,
  hear: HearSound,
  secondsMax = SOUND_SECONDS_MAX,
): Promise<SoundRead> {
  return decodeBody(body, new FlacSound(hear, secondsMax))
}

/** More broken frames than a hundredth of a long song: to try the others would be in vain, and takes time. */
const BROKEN_FRAMES_MAX = 1_000
/** Looking for frames in what has none takes time, too. */
const FOREIGN_BYTES_MAX = 4 * 1024 * 1024
const SAMPLES_TOLERANCE = 0.01

class FlacSound implements PieceDecoder {
  readonly #secondsMax: number
  readonly #feed: SoundFeed
  readonly #splitter = new FlacSplitter()
  #decode: DecodeFlacFrame | null = null
  #brokenFrames = 0
  #frameBytes = 0
  #end = 0

  constructor(hear: HearSound, secondsMax: number) {
    this.#feed = new SoundFeed(hear)
    this.#secondsMax = secondsMax
  }

  async add(piece: Uint8Array): Promise<SoundRead | null> {
    for (const frame of this.#splitter.split(piece)) {
      if (this.#brokenFrames > BROKEN_FRAMES_MAX) return { ok: false, reason: 'truncated' }
      if (this.#seconds > this.#secondsMax) return { ok: false, reason: 'too_long' }
      await this.#take(frame)
    }
    if (this.#isSomethingElse()) return { ok: false, reason: 'not_audio' }
    return this.#seconds > this.#secondsMax ? { ok: false, reason: 'too_long' } : null
  }

  async end(): Promise<SoundRead> {
    for (const frame of this.#splitter.end()) await this.#take(frame)
    const { format } = this.#splitter
    const { heard } = this.#feed
    const isForeign = heard === 0 && this.#splitter.foreignBytes > 0
    if (this.#isSomethingElse() || format === null || isForeign)
      return { ok: false, reason: 'not_audio' }
    const expected = format.samples ?? this.#end - this.#splitter.start
    const isTruncated = heard === 0 || heard < expected * (1 - SAMPLES_TOLERANCE)
    return isTruncated ? { ok: false, reason: 'truncated' } : { ok: true }
  }

  /** Decoded, or as its writer says. */
  get #seconds(): number {
    const { format } = this.#splitter
    const announced = format?.samples ? format.samples / format.sampleRate : 0
    return Math.max(announced, this.#feed.decodedSeconds)
  }

  #isSomethingElse(): boolean {
    const { isForeign, foreignBytes } = this.#splitter
    return isForeign || (foreignBytes > FOREIGN_BYTES_MAX && foreignBytes > this.#frameBytes)
  }

  async #take({ header, bytes }: FlacFrame): Promise<void> {
    const { format } = this.#splitter
    if (format === null) return
    this.#frameBytes += bytes.length
    this.#end = header.position + header.samples
    this.#decode ??= openFlacDecoder(format)
    const channels = this.#decode(bytes)
    if (channels?.length !== format.channels) this.#brokenFrames += 1
    else await this.#feed.give(channels, format.sampleRate)
  }
}
