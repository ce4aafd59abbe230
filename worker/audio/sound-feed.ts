import type { HearSound } from './hear-sound.ts'

/** Two seconds of a common sound: decoded in some 20 ms of CPU. */
const SAMPLES_PER_TURN = 96_000

/** Gives decoded sound on, without what doesn't belong to it, and lets others have a turn after some. */
export class SoundFeed {
  /** Samples of each channel that were given to whoever hears. */
  heard = 0
  /** Heard or not: what isn't is decoded, too. */
  decodedSeconds = 0
  /** So many of the next samples are not part of the sound. */
  toSkip = 0
  readonly #hear: HearSound
  #sinceTurn = 0

  constructor(hear: HearSound) {
    this.#hear = hear
  }

  /** Of these samples `length` at most belong to the sound. */
  async give(
    channels: readonly Float32Array[],
    sampleRate: number,
    length = Number.POSITIVE_INFINITY,
  ): Promise<void> {
    const arrived = channels[0]?.length ?? 0
    this.decodedSeconds += arrived / sampleRate
    const from = Math.min(this.toSkip, arrived)
    const to = Math.min(arrived, length)
    this.toSkip -= from
    if (to > from) {
      this.heard += to - from
      await this.#hear(
        channels.map((samples) => samples.subarray(from, to)),
        sampleRate,
      )
    }
    this.#sinceTurn += arrived
    if (this.#sinceTurn < SAMPLES_PER_TURN) return
    this.#sinceTurn = 0
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}
