import type { Mp3Frame } from './mp3-splitter.ts'
import { parseXingHeader, type XingHeader } from './xing-header.ts'

/** A layer III decoder gives each sample 529 later than the encoder took it. */
const DECODER_DELAY_SAMPLES = 529

/**
 * Says of each frame, in order, which of its samples are the sound: without the encoder's delay before it and its
 * padding after it, which the first frame may tell. Nothing is decoded for it.
 */
export class Mp3Timeline {
  announced: XingHeader | null = null
  frames = 0
  /** Samples of each channel that are the sound. */
  heard = 0
  /** Heard or not: what isn't is decoded, too. */
  seconds = 0
  #isOpen = false
  #toSkip = 0
  #lengthMax = Number.POSITIVE_INFINITY

  /** Null for a first frame that tells of the others: it is no sound at all. */
  place({ header, bytes }: Mp3Frame): { from: number; to: number } | null {
    if (!this.#isOpen) {
      this.#isOpen = true
      this.announced = parseXingHeader(bytes)
      if (this.announced !== null) {
        this.#leaveOutGaps(this.announced, header.frameSamples)
        return null
      }
    }
    this.frames += 1
    this.seconds += header.frameSamples / header.sampleRate
    // More sound than announced: only a part was announced, and its padding isn't the end.
    if (this.frames > (this.announced?.frames ?? this.frames)) {
      this.#lengthMax = Number.POSITIVE_INFINITY
    }
    const from = Math.min(this.#toSkip, header.frameSamples)
    const to = Math.max(from, Math.min(header.frameSamples, from + this.#lengthMax - this.heard))
    this.#toSkip -= from
    this.heard += to - from
    return { from, to }
  }

  #leaveOutGaps(announced: XingHeader, frameSamples: number): void {
    const { frames, encoderDelaySamples: delay, encoderPaddingSamples: padding } = announced
    if (delay === 0) return
    this.#toSkip = delay + DECODER_DELAY_SAMPLES
    if (frames !== null) this.#lengthMax = frames * frameSamples - delay - padding
  }
}
