import { WaveformCollector, type WaveformPeaks } from './waveform-peaks.ts'

export type SoundFacts = { durationSeconds: number; peaks: WaveformPeaks }

/** Leaves out the encoder's delay before the sound and its padding after it. */
export class SoundMeter {
  lengthMaxSamples: number
  samples = 0
  readonly #waveform = new WaveformCollector()
  #toSkip: number

  constructor(skipSamples = 0, lengthMaxSamples = Number.POSITIVE_INFINITY) {
    this.#toSkip = skipSamples
    this.lengthMaxSamples = lengthMaxSamples
  }

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
