import { decodeBody, type PieceDecoder } from '../decode-body.ts'
import { type HearSound, SOUND_SECONDS_MAX, type SoundRead } from '../hear-sound.ts'
import { SoundFeed } from '../sound-feed.ts'
import { type OggPage, OggPages } from './ogg-pages.ts'
import { OggStream } from './ogg-stream.ts'

/**
 * Decodes Vorbis and Opus of one or two channels in some 3 MB, and leaves out what the encoder put before and after
 * the sound. Streams may follow one another. Reads the body to its end or cancels it. truncated: over 1 % of a stream
 * is missing, or the file ends inside a page or a packet.
 */
export function readOgg(
  body: ReadableStream<Uint8Array>,
  hear: HearSound,
  secondsMax = SOUND_SECONDS_MAX,
): Promise<SoundRead> {
  return decodeBody(body, new OggSound(hear, secondsMax))
}

/** More than a hundredth of a long song: to try the others would be in vain, and takes time. */
const BROKEN_PACKETS_MAX = 1_000
const FOREIGN_BYTES_MAX = 4 * 1024 * 1024
/** Each takes a decoder of its own. */
const STREAMS_MAX = 32
const SAMPLES_TOLERANCE = 0.01

class OggSound implements PieceDecoder {
  readonly #secondsMax: number
  readonly #feed: SoundFeed
  readonly #pages = new OggPages()
  #stream: OggStream | null = null
  #streams = 0
  #format: OggStream['format'] = null
  #missesSome = false

  constructor(hear: HearSound, secondsMax: number) {
    this.#feed = new SoundFeed(hear)
    this.#secondsMax = secondsMax
  }

  async add(piece: Uint8Array): Promise<SoundRead | null> {
    for (const page of this.#pages.split(piece)) {
      await this.#take(page)
      if (this.#stream?.isForeign) return { ok: false, reason: 'not_audio' }
      if (this.#feed.decodedSeconds > this.#secondsMax) return { ok: false, reason: 'too_long' }
      if ((this.#stream?.brokenPackets ?? 0) > BROKEN_PACKETS_MAX)
        return { ok: false, reason: 'truncated' }
    }
    const { foreignBytes, pageBytes } = this.#pages
    const isSomethingElse = foreignBytes > FOREIGN_BYTES_MAX && foreignBytes > pageBytes
    return isSomethingElse ? { ok: false, reason: 'not_audio' } : null
  }

  async end(): Promise<SoundRead> {
    this.#pages.end()
    this.#closeStream()
    const endsInside = this.#pages.endsInsidePage || this.#stream?.endsInsidePacket
    const isTruncated = this.#format !== null && (endsInside || this.#missesSome)
    if (isTruncated) return { ok: false, reason: 'truncated' }
    return this.#feed.heard === 0 ? { ok: false, reason: 'not_audio' } : { ok: true }
  }

  /** Pages of other streams beside the sound are left out: pictures, subtitles. */
  async #take(page: OggPage): Promise<void> {
    if (page.isFirst && (this.#stream === null || this.#stream.isEnded || this.#stream.isPlaying))
      this.#openStream(page)
    if (page.serial !== this.#stream?.serial) return
    await this.#stream.add(page)
    const { format } = this.#stream
    this.#format ??= format
    // Whoever hears a sound hears it at one rate.
    this.#stream.isForeign ||=
      format?.sampleRate !== this.#format?.sampleRate || format?.channels !== this.#format?.channels
  }

  #openStream(page: OggPage): void {
    this.#closeStream()
    this.#streams += 1
    this.#stream = new OggStream(page, this.#feed)
    this.#stream.isForeign = this.#streams > STREAMS_MAX
  }

  #closeStream(): void {
    if (this.#stream === null) return
    const { heard, expected } = this.#stream
    this.#missesSome ||= heard < expected * (1 - SAMPLES_TOLERANCE)
  }
}
