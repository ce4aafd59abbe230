import { RealFourier } from './fourier.ts'
import type { Onsets } from './onset-meter.ts'

/** How alike a stream of onsets is to itself some frames later: 1 for the same, by the lag in frames. */
export type Pulse = Float64Array

/** 24 seconds; the next stretch begins in the middle of one. */
const STRETCH = 2048
const LAG_MAX = STRETCH / 2
const STREAMS = 4
/** Half a second to either side is what an onset stands out from. */
const NEAR = 43

/** Adds up the autocorrelations of overlapping stretches: long sounds take no more memory than short ones. */
export class PulseMeter {
  onsetSum = 0
  frames = 0
  readonly #streams = Array.from({ length: STREAMS }, () => new Float64Array(STRETCH))
  readonly #sums = Array.from({ length: STREAMS }, () => new Float64Array(LAG_MAX))
  readonly #fourier = new RealFourier(2 * STRETCH)
  readonly #padded = new Float64Array(2 * STRETCH)
  #length = 0
  #unheard = 0

  add([low, mid, high]: Onsets): void {
    const all = low + mid + high
    for (const [stream, onset] of [all, low, mid, high].entries()) {
      const values = this.#streams[stream]
      if (values) values[this.#length] = onset
    }
    this.onsetSum += all
    this.frames += 1
    this.#length += 1
    this.#unheard += 1
    if (this.#length < STRETCH) return
    this.#hear()
    for (const stream of this.#streams) stream.copyWithin(0, STRETCH / 2)
    this.#length = STRETCH / 2
  }

  /** Of all onsets, and of those in the three thirds of the spectrum. */
  result(): [all: Pulse, low: Pulse, mid: Pulse, high: Pulse] {
    if (this.#unheard > STRETCH / 8 || this.frames < STRETCH) this.#hear()
    const pulse = (stream: number) => {
      const sums = this.#sums[stream] ?? new Float64Array(LAG_MAX)
      const whole = sums[0] ?? 0
      return sums.map((sum) => (whole > 0 ? sum / whole : 0))
    }
    return [pulse(0), pulse(1), pulse(2), pulse(3)]
  }

  #hear(): void {
    this.#unheard = 0
    for (const [stream, values] of this.#streams.entries()) {
      this.#correlate(values.subarray(0, this.#length))
      const sums = this.#sums[stream] ?? new Float64Array(LAG_MAX)
      for (let lag = 0; lag < Math.min(LAG_MAX, this.#length); lag += 1) {
        // Fewer products for longer lags: without this a beat would seem to fade.
        const share = this.#length / (this.#length - lag)
        const product = ((this.#fourier.re[lag] ?? 0) * share) / this.#padded.length
        sums[lag] = (sums[lag] ?? 0) + product
      }
    }
  }

  /** Leaves in `re` what the autocorrelation is: the spectrum of the power spectrum. */
  #correlate(values: Float64Array): void {
    this.#padded.fill(0)
    this.#padded.set(standOut(values))
    this.#fourier.transform(this.#padded)
    const { re, im } = this.#fourier
    for (let bin = 0; bin < re.length; bin += 1) {
      const power = (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2
      this.#padded[bin] = power
      this.#padded[(this.#padded.length - bin) % this.#padded.length] = power
    }
    this.#fourier.transform(this.#padded)
  }
}

/** What exceeds the mean around it, with a mean of zero. */
function standOut(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1)
  for (let at = 0; at < values.length; at += 1) sums[at + 1] = (sums[at] ?? 0) + (values[at] ?? 0)
  const excess = values.map((value, at) => {
    const from = Math.max(0, at - NEAR)
    const to = Math.min(values.length, at + NEAR + 1)
    return Math.max(0, value - ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from))
  })
  const mean = excess.reduce((sum, value) => sum + value, 0) / Math.max(1, excess.length)
  return excess.map((value) => value - mean)
}
