/** The JSON format of bbc/audiowaveform, version 2: https://github.com/bbc/audiowaveform */
export interface WaveformPeaks {
  version: 2
  channels: 1
  sample_rate: number
  samples_per_pixel: number
  bits: 8
  /** Pairs: 401 to 800, or fewer for a sound of 800 samples or less. */
  length: number
  data: number[]
}

export const PEAKS_LENGTH_MAX = 800

/** In constant memory: merges neighbours when `PEAKS_LENGTH_MAX` pairs are full. */
export class WaveformCollector {
  readonly #minima = new Int16Array(PEAKS_LENGTH_MAX)
  readonly #maxima = new Int16Array(PEAKS_LENGTH_MAX)
  #length = 0
  // The finest zoom that audiowaveform knows.
  #samplesPerPixel = 2
  #samplesInLast = 0

  add(samples: Int16Array): void {
    for (let at = 0; at < samples.length; ) {
      if (this.#length === 0 || this.#samplesInLast === this.#samplesPerPixel)
        this.#startPixel(samples[at] ?? 0)
      const taken = Math.min(samples.length - at, this.#samplesPerPixel - this.#samplesInLast)
      this.#widenLast(samples, at, at + taken)
      at += taken
    }
  }

  peaks(sampleRate: number): WaveformPeaks {
    const data: number[] = []
    for (let pixel = 0; pixel < this.#length; pixel += 1) {
      data.push(to8Bits(this.#minima[pixel] ?? 0), to8Bits(this.#maxima[pixel] ?? 0))
    }
    return {
      version: 2,
      channels: 1,
      sample_rate: sampleRate,
      samples_per_pixel: this.#samplesPerPixel,
      bits: 8,
      length: this.#length,
      data,
    }
  }

  #widenLast(samples: Int16Array, start: number, end: number): void {
    const last = this.#length - 1
    let [minimum, maximum] = [this.#minima[last] ?? 0, this.#maxima[last] ?? 0]
    for (let at = start; at < end; at += 1) {
      const sample = samples[at] ?? 0
      if (sample < minimum) minimum = sample
      if (sample > maximum) maximum = sample
    }
    this.#minima[last] = minimum
    this.#maxima[last] = maximum
    this.#samplesInLast += end - start
  }

  #startPixel(sample: number): void {
    if (this.#length === PEAKS_LENGTH_MAX) this.#merge()
    this.#minima[this.#length] = sample
    this.#maxima[this.#length] = sample
    this.#length += 1
    this.#samplesInLast = 0
  }

  #merge(): void {
    this.#length /= 2
    this.#samplesPerPixel *= 2
    for (let pixel = 0; pixel < this.#length; pixel += 1) {
      const [a, b] = [2 * pixel, 2 * pixel + 1]
      this.#minima[pixel] = Math.min(this.#minima[a] ?? 0, this.#minima[b] ?? 0)
      this.#maxima[pixel] = Math.max(this.#maxima[a] ?? 0, this.#maxima[b] ?? 0)
    }
  }
}

function to8Bits(sample: number): number {
  // Math.trunc would leave -0.
  return (sample / 256) | 0
}

const FULL_SCALE = 32_768

/** The mean of all channels; full scale is ±1. */
export function mixTo16Bits(channels: readonly Float32Array[]): Int16Array {
  const mixed = new Int16Array(channels[0]?.length ?? 0)
  const [left, right = left] = channels
  const scale = FULL_SCALE / Math.max(1, channels.length)
  for (let at = 0; at < mixed.length; at += 1) {
    let sum = left?.[at] ?? 0
    if (channels.length === 2) sum += right?.[at] ?? 0
    else for (let other = 1; other < channels.length; other += 1) sum += channels[other]?.[at] ?? 0
    mixed[at] = Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, sum * scale))
  }
  return mixed
}
