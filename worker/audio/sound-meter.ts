import { WaveformCollector, type WaveformPeaks } from './waveform-peaks.ts'

/** What is known of a file's sound. */
export type SoundFacts = { durationSeconds: number; peaks: WaveformPeaks }

/**
 * Measures decoded sound as it comes, in constant memory. `skipSamples` is the encoder's delay at the
 * beginning; what comes after `lengthMaxSamples` more is its padding. Both count per channel.
 */
export class SoundMeter {
  lengthMaxSamples: number
  /** Samples per channel that counted. */
  samples = 0
  readonly #waveform = new WaveformCollector()
  #toSkip: number

  constructor(skipSamples = 0, lengthMaxSamples = Number.POSITIVE_INFINITY) {
    this.#toSkip = skipSamples
    this.lengthMaxSamples = lengthMaxSamples
  }

  /** Takes interleaved signed 16-bit samples of one or two channels. */
  add(interleaved: Int16Array, channels: 1 | 2): void {
    const arrived = interleaved.length / channels
    const skipped = Math.min(this.#toSkip, arrived)
    const end = Math.min(arrived, skipped + this.lengthMaxSamples - this.samples)
    this.#toSkip -= skipped
    if (end <= skipped) return

    const mixed = new Int16Array(end - skipped)
    for (let sample = 0, at = skipped * channels; sample < mixed.length; sample += 1) {
      const left = interleaved[at] ?? 0
      const right = channels === 1 ? left : (interleaved[at + 1] ?? 0)
      mixed[sample] = (left + right) / 2
      at += channels
    }
    this.#waveform.add(mixed)
    this.samples += mixed.length
  }

  facts(sampleRate: number): SoundFacts {
    return {
      durationSeconds: this.samples / sampleRate,
      peaks: this.#waveform.peaks(sampleRate),
    }
  }
}
