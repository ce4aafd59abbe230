import type { HearSound } from './hear-sound.ts'
import { mixTo16Bits, WaveformCollector, type WaveformPeaks } from './waveform-peaks.ts'

export type SoundFacts = {
  durationSeconds: number
  /** For how long there is anything to hear. */
  heardSeconds: number
  peaks: WaveformPeaks
}

/** What can be heard for less than this is no song: silence, a click, or a length near none. */
const SONG_SECONDS_MIN = 1

export function isSong({ heardSeconds }: Pick<SoundFacts, 'heardSeconds'>): boolean {
  return heardSeconds >= SONG_SECONDS_MIN
}

/** From the lowest to the highest sample of a block: -60 dBFS. An offset that stays the same is no sound. */
const HEARD_SWING = 0.002
const BLOCK_SAMPLES = 1024

/** What every finished track is measured for at once, before it is complete. */
export class SoundMeter {
  readonly #waveform = new WaveformCollector()
  #sampleRate = 0
  #samples = 0
  #heardSamples = 0
  #inBlock = 0
  #lowest = Number.POSITIVE_INFINITY
  #highest = Number.NEGATIVE_INFINITY

  readonly hear: HearSound = (channels, sampleRate) => {
    this.#sampleRate = sampleRate
    this.#waveform.add(mixTo16Bits(channels))
    this.#listen(channels)
    return undefined
  }

  facts(): SoundFacts {
    return {
      durationSeconds: this.#samples / this.#sampleRate,
      heardSeconds: this.#heardSamples / this.#sampleRate,
      peaks: this.#waveform.peaks(this.#sampleRate),
    }
  }

  /** Each channel for itself: mixed, a song can cancel itself out. */
  #listen(channels: readonly Float32Array[]): void {
    const arrived = channels[0]?.length ?? 0
    this.#samples += arrived
    for (let from = 0; from < arrived; ) {
      const to = Math.min(arrived, from + BLOCK_SAMPLES - this.#inBlock)
      for (const samples of channels) this.#widen(samples, from, to)
      this.#inBlock += to - from
      if (this.#inBlock === BLOCK_SAMPLES) this.#endBlock()
      from = to
    }
  }

  #widen(samples: Float32Array, from: number, to: number): void {
    for (let at = from; at < to; at += 1) {
      const sample = samples[at] ?? 0
      if (sample < this.#lowest) this.#lowest = sample
      if (sample > this.#highest) this.#highest = sample
    }
  }

  #endBlock(): void {
    if (this.#highest - this.#lowest >= HEARD_SWING) this.#heardSamples += BLOCK_SAMPLES
    this.#inBlock = 0
    this.#lowest = Number.POSITIVE_INFINITY
    this.#highest = Number.NEGATIVE_INFINITY
  }
}
