import { hannWindow, RealFourier } from './fourier.ts'
import { Framer } from './framer.ts'

const WINDOW_SECONDS = 0.37
const LOWEST_HERTZ = 40
const BASS_HERTZ_MAX = 220
const HIGHEST_HERTZ = 2_000
/** A partial stands out this much from the mean of the bins around it. */
const OUTSTANDING = 2
const NEAR_BINS = 12
/** A partial may be the fourth of a note two octaves below; each counts half as much as the one before it. */
const PARTIALS = 4
const OPENING_SECONDS = 4
const ENDING_SECONDS = 3
/** Steps of ten cents. */
export const STEPS_PER_OCTAVE = 120
const C_HERTZ = 440 * 2 ** (-9 / 12)

/** How much of each pitch was heard, whatever its octave, from C upwards in steps of ten cents. */
export class ChromaMeter {
  readonly all = new Float64Array(STEPS_PER_OCTAVE)
  readonly bass = new Float64Array(STEPS_PER_OCTAVE)
  /** Of the first seconds, and of the last ones: many songs begin and most end on their tonic. */
  readonly opening = new Float64Array(STEPS_PER_OCTAVE)
  readonly ending = new Float64Array(STEPS_PER_OCTAVE)
  readonly #ofFrame = new Float64Array(STEPS_PER_OCTAVE)
  #openingFramesLeft: number
  #partialLevels = 0
  #allLevels = 0
  readonly #fade: number
  readonly #hertzPerBin: number
  readonly #binMax: number
  readonly #framer: Framer
  readonly #fourier: RealFourier
  readonly #window: Float64Array
  readonly #windowed: Float64Array
  readonly #levels: Float64Array
  readonly #sums: Float64Array

  constructor(sampleRate: number) {
    const size = 2 ** Math.round(Math.log2(sampleRate * WINDOW_SECONDS))
    this.#hertzPerBin = sampleRate / size
    this.#openingFramesLeft = Math.round((OPENING_SECONDS * sampleRate) / (size / 2))
    this.#fade = Math.exp(-size / 2 / (ENDING_SECONDS * sampleRate))
    this.#binMax = Math.floor(Math.min(size / 2 - 1, HIGHEST_HERTZ / this.#hertzPerBin))
    this.#framer = new Framer(size, size / 2, (frame) => this.#hear(frame))
    this.#fourier = new RealFourier(size)
    this.#window = hannWindow(size)
    this.#windowed = new Float64Array(size)
    this.#levels = new Float64Array(this.#binMax + NEAR_BINS + 2)
    this.#sums = new Float64Array(this.#levels.length + 1)
  }

  add(samples: Float32Array): void {
    this.#framer.add(samples)
  }

  /** The share of what stands out as partials: next to 0 for noise. */
  get tonality(): number {
    return this.#allLevels > 0 ? this.#partialLevels / this.#allLevels : 0
  }

  #hear(frame: Float32Array): void {
    const [window, windowed] = [this.#window, this.#windowed]
    for (let at = 0; at < frame.length; at += 1) windowed[at] = (frame[at] ?? 0) * (window[at] ?? 0)
    this.#fourier.transform(windowed)
    this.#ofFrame.fill(0)
    this.#addPartials()
    this.#addFrame()
  }

  #addPartials(): void {
    const { re, im } = this.#fourier
    const [levels, sums] = [this.#levels, this.#sums]
    for (let bin = 0; bin < levels.length; bin += 1) {
      levels[bin] = ((re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2) ** 0.25
      sums[bin + 1] = (sums[bin] ?? 0) + (levels[bin] ?? 0)
    }
    const lowest = Math.ceil(LOWEST_HERTZ / this.#hertzPerBin)
    this.#allLevels += (sums[this.#binMax + 1] ?? 0) - (sums[lowest] ?? 0)
    for (let bin = lowest; bin <= this.#binMax; bin += 1) {
      const below = levels[bin - 1] ?? 0
      const level = levels[bin] ?? 0
      const above = levels[bin + 1] ?? 0
      if (level <= below || level < above) continue
      const from = Math.max(0, bin - NEAR_BINS)
      const to = Math.min(levels.length, bin + NEAR_BINS + 1)
      const near = ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from)
      if (level < OUTSTANDING * near) continue
      const shift = (0.5 * (below - above)) / (below - 2 * level + above)
      this.#partialLevels += level
      this.#addPartial((bin + shift) * this.#hertzPerBin, level)
    }
  }

  #addFrame(): void {
    let isSound = false
    for (const [step, weight] of this.#ofFrame.entries()) {
      isSound ||= weight > 0
      this.all[step] = (this.all[step] ?? 0) + weight
      this.ending[step] = (this.ending[step] ?? 0) * this.#fade + weight
      if (this.#openingFramesLeft > 0) this.opening[step] = (this.opening[step] ?? 0) + weight
    }
    if (isSound) this.#openingFramesLeft -= 1
  }

  #addPartial(hertz: number, level: number): void {
    if (hertz < BASS_HERTZ_MAX) addPitch(this.bass, hertz, level)
    for (let partial = 1, weight = level; partial <= PARTIALS; partial += 1, weight /= 2) {
      addPitch(this.#ofFrame, hertz / partial, weight)
    }
  }
}

function addPitch(chroma: Float64Array, hertz: number, weight: number): void {
  const octaves = Math.log2(hertz / C_HERTZ)
  const step = Math.round((octaves - Math.floor(octaves)) * STEPS_PER_OCTAVE) % STEPS_PER_OCTAVE
  chroma[step] = (chroma[step] ?? 0) + weight
}
