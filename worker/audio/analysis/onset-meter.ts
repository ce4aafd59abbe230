import { hannWindow, RealFourier } from './fourier.ts'
import { Framer } from './framer.ts'

/** How much louder each third of the spectrum has become, for one frame: drums and basses, voices, cymbals. */
export type Onsets = readonly [low: number, mid: number, high: number]

const WINDOW_SECONDS = 0.046
const FRAMES_PER_SECOND = 86
const BANDS = 32
const LOWEST_HERTZ = 30
const HIGHEST_HERTZ = 10_000
const LOW_HERTZ_MAX = 150
const MID_HERTZ_MAX = 2_500
/** Full scale is 1: what is 60 dB below begins to count. */
const COMPRESSION = 1_000
/** A change is seen over so many frames. */
const LAG_FRAMES = 2

/** The growth of a spectrum of logarithmic bands, which notes and strokes begin with; and how bright it is. */
export class OnsetMeter {
  readonly framesPerSecond: number
  readonly #framer: Framer
  readonly #fourier: RealFourier
  readonly #window: Float64Array
  readonly #windowed: Float64Array
  readonly #edges: number[]
  readonly #octaves: number[]
  readonly #thirds: (0 | 1 | 2)[]
  readonly #before: Float64Array[]
  readonly #take: (onsets: Onsets) => void
  #magnitude = 0
  #magnitudeByOctave = 0

  constructor(sampleRate: number, take: (onsets: Onsets) => void) {
    const size = 2 ** Math.round(Math.log2(sampleRate * WINDOW_SECONDS))
    const hop = Math.round(sampleRate / FRAMES_PER_SECOND)
    const hertzPerBin = sampleRate / size
    this.framesPerSecond = sampleRate / hop
    this.#framer = new Framer(size, hop, (frame) => this.#hear(frame))
    this.#fourier = new RealFourier(size)
    this.#window = hannWindow(size)
    this.#windowed = new Float64Array(size)
    this.#edges = bandEdges(hertzPerBin, size / 2)
    this.#thirds = this.#edges.slice(0, -1).map((bin) => thirdOf(bin * hertzPerBin))
    this.#before = Array.from({ length: LAG_FRAMES }, () => new Float64Array(this.#thirds.length))
    this.#octaves = this.#edges.map((bin) => Math.log2(bin * hertzPerBin))
    this.#take = take
  }

  add(samples: Float32Array): void {
    this.#framer.add(samples)
  }

  /** The mean place of the magnitudes on a logarithmic scale; null for silence. */
  centroidHertz(): number | null {
    return this.#magnitude > 0 ? 2 ** (this.#magnitudeByOctave / this.#magnitude) : null
  }

  #hear(frame: Float32Array): void {
    const [window, windowed] = [this.#window, this.#windowed]
    for (let at = 0; at < frame.length; at += 1) windowed[at] = (frame[at] ?? 0) * (window[at] ?? 0)
    this.#fourier.transform(windowed)
    const levels = this.#levels(4 / frame.length)
    const before = this.#before.shift() ?? levels
    const onsets: [number, number, number] = [0, 0, 0]
    for (const [band, third] of this.#thirds.entries()) {
      onsets[third] += Math.max(0, (levels[band] ?? 0) - (before[band] ?? 0))
    }
    this.#before.push(levels)
    this.#take(onsets)
  }

  /** With `scale` a sine of full scale has the magnitude 1. */
  #levels(scale: number): Float64Array {
    const { re, im } = this.#fourier
    const edges = this.#edges
    const levels = new Float64Array(this.#thirds.length)
    for (let band = 0; band < levels.length; band += 1) {
      const first = edges[band] ?? 0
      const end = edges[band + 1] ?? first
      let power = 0
      for (let bin = first; bin < end; bin += 1) {
        const real = re[bin] ?? 0
        const imaginary = im[bin] ?? 0
        power += real * real + imaginary * imaginary
      }
      const magnitude = Math.sqrt(power)
      this.#magnitude += magnitude
      this.#magnitudeByOctave += magnitude * (this.#octaves[band] ?? 0)
      levels[band] = Math.log10(1 + (COMPRESSION * scale * magnitude) / Math.sqrt(end - first))
    }
    return levels
  }
}

function bandEdges(hertzPerBin: number, binMax: number): number[] {
  const ratio = HIGHEST_HERTZ / LOWEST_HERTZ
  const edges: number[] = []
  for (let band = 0; band <= BANDS; band += 1) {
    const bin = Math.round((LOWEST_HERTZ * ratio ** (band / BANDS)) / hertzPerBin)
    const next = Math.max(bin, (edges.at(-1) ?? 0) + 1)
    if (next <= binMax) edges.push(next)
  }
  return edges
}

function thirdOf(hertz: number): 0 | 1 | 2 {
  if (hertz < LOW_HERTZ_MAX) return 0
  return hertz < MID_HERTZ_MAX ? 1 : 2
}
