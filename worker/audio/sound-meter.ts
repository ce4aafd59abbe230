import { WaveformCollector } from './waveform-peaks.ts'

/** What is known of a sound after its last sample. Levels are null for digital silence. */
export interface SoundLevels {
  /** The loudest sample of any channel against full scale, 0 or less. */
  peakDbfs: number | null
  /** The root mean square over all channels against full scale, 0 or less. */
  rmsDbfs: number | null
}

const FULL_SCALE = 32_768

/**
 * Follows decoded sound frame by frame and keeps only sums: samples per channel, peaks and levels.
 * The first `skipSamples` are an encoder's delay and don't count, and what comes
 * after `lengthMaxSamples` is its padding.
 */
export class SoundMeter {
  readonly waveform = new WaveformCollector()
  /** Samples per channel beyond which nothing counts. */
  lengthMaxSamples: number
  /** Samples per channel that counted. */
  samples = 0
  #toSkip: number
  #loudest = 0
  #squares = 0
  #values = 0

  constructor(skipSamples: number, lengthMaxSamples: number) {
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

    let [loudest, squares] = [this.#loudest, this.#squares]
    const mixed = new Int16Array(end - skipped)
    for (let sample = 0, at = skipped * channels; sample < mixed.length; sample += 1) {
      const left = interleaved[at] ?? 0
      const right = channels === 1 ? left : (interleaved[at + 1] ?? 0)
      loudest = Math.max(loudest, Math.abs(left), Math.abs(right))
      squares += left * left + right * right
      mixed[sample] = (left + right) / 2
      at += channels
    }
    this.waveform.add(mixed)
    this.#loudest = loudest
    this.#squares = squares
    this.#values += (end - skipped) * 2
    this.samples += end - skipped
  }

  levels(): SoundLevels {
    return {
      peakDbfs: toDbfs(this.#loudest / FULL_SCALE),
      rmsDbfs: toDbfs(Math.sqrt(this.#squares / Math.max(1, this.#values)) / FULL_SCALE),
    }
  }
}

function toDbfs(amplitude: number): number | null {
  return amplitude === 0 ? null : 20 * Math.log10(amplitude)
}
