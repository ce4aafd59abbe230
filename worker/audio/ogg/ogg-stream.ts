import type { SoundFeed } from '../sound-feed.ts'
import type { OggDecoder } from './ogg-decoder.ts'
import { OggPackets } from './ogg-packets.ts'
import type { OggPage } from './ogg-pages.ts'
import { openOpus } from './opus-decoder.ts'
import { openVorbis } from './vorbis-decoder.ts'

/** One stream of Vorbis or Opus: from a first page to a last. */
export class OggStream {
  readonly serial: number
  /** Not to be decoded here. */
  isForeign = false
  isEnded = false
  brokenPackets = 0
  readonly #packets = new OggPackets()
  readonly #feed: SoundFeed
  #decoder: OggDecoder | null = null
  #decoded = 0
  #heardBefore: number
  /** The granule before its first sample; null until a page told it. */
  #start: number | null = null
  #end = 0

  constructor({ serial }: OggPage, feed: SoundFeed) {
    this.serial = serial
    this.#feed = feed
    this.#heardBefore = feed.heard
  }

  /** Null until its first packet is read. */
  get format(): Pick<OggDecoder, 'sampleRate' | 'channels'> | null {
    return this.#decoder
  }

  get isPlaying(): boolean {
    return this.#decoded > 0
  }

  get heard(): number {
    return this.#feed.heard - this.#heardBefore
  }

  /** Samples of each channel, as its pages count them. */
  get expected(): number {
    return this.#end - (this.#start ?? 0) - (this.#decoder?.preSkip ?? 0)
  }

  get endsInsidePacket(): boolean {
    return this.#packets.isInside
  }

  async add(page: OggPage): Promise<void> {
    this.isEnded ||= page.isLast
    for (const { bytes, isLastOfPage } of this.#packets.join(page)) {
      if (this.#decoder === null) this.#open(bytes)
      else if (this.#decoder.headersLeft > 0) this.#takeHeader(this.#decoder, bytes)
      else await this.#decode(this.#decoder, bytes, page)
      if (this.isForeign) return
      if (isLastOfPage && this.isPlaying) this.#keepTime(page)
    }
  }

  #open(head: Uint8Array | null): void {
    this.#decoder = head && (openOpus(head) ?? openVorbis(head))
    this.isForeign ||= this.#decoder === null
    this.#feed.toSkip = this.#decoder?.preSkip ?? 0
  }

  #takeHeader(decoder: OggDecoder, packet: Uint8Array | null): void {
    decoder.headersLeft -= 1
    this.isForeign ||= !decoder.takeHeader(packet)
  }

  /** What follows the end that the last page tells, fills its last packet. */
  async #decode(decoder: OggDecoder, packet: Uint8Array | null, page: OggPage): Promise<void> {
    const channels = packet && decoder.decode(packet)
    if (channels === null) {
      this.brokenPackets += 1
      return
    }
    const end = page.isLast && page.granule !== null ? page.granule - (this.#start ?? 0) : null
    const length = end === null ? undefined : end - this.#decoded
    this.#decoded += channels[0]?.length ?? 0
    await this.#feed.give(channels, decoder.sampleRate, length)
  }

  /** The first page's samples are counted from its end, as a stream can be cut from a longer one. */
  #keepTime({ granule, isLast }: OggPage): void {
    if (granule === null) return
    this.#start ??= isLast ? 0 : Math.max(0, granule - this.#decoded)
    this.#end = Math.max(this.#end, granule)
  }
}
