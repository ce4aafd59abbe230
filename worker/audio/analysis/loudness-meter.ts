import { openKWeighting } from './k-weighting.ts'
import { LevelHistogram } from './level-histogram.ts'

export type Loudness = {
  /** LUFS; null when nothing is louder than −70. */
  integrated: number | null
  /** LU; null under `RANGE_SECONDS_MIN`. */
  range: number | null
  momentaryMax: number | null
  shortTermMax: number | null
  /** Short-term loudness in LUFS, evenly spread; null where it is −70 or less. */
  overTime: { secondsPerPoint: number; points: (number | null)[] }
}

/** Windows move on by 10 ms; a gating block begins at every tenth of these steps. */
const STEPS_PER_SECOND = 100
const MOMENTARY_STEPS = 40
const SHORT_TERM_STEPS = 300
const GATING_STEPS = 10
const RANGE_SECONDS_MIN = 10
const POINTS_MAX = 600

const INTEGRATED_GATE_LU = 10
const RANGE_GATE_LU = 20

/** ITU-R BS.1770-4 with the windows of EBU Tech 3341, and EBU Tech 3342. In constant memory. */
export class LoudnessMeter {
  readonly #sampleRate: number
  readonly #weigh: ((samples: Float32Array, from: number, to: number) => number)[]
  readonly #gains: number[]
  readonly #steps = new Float64Array(SHORT_TERM_STEPS)
  readonly #momentary = new LevelHistogram()
  readonly #shortTerm = new LevelHistogram()
  #momentaryMax = 0
  #shortTermMax = 0
  #frames = 0
  #step = 0
  #stepEnergy = 0
  #points: number[] = []
  #stepsPerPoint = STEPS_PER_SECOND

  constructor(sampleRate: number, channels: number) {
    this.#sampleRate = sampleRate
    this.#weigh = Array.from({ length: channels }, () => openKWeighting(sampleRate))
    this.#gains = channelGains(channels)
  }

  add(channels: readonly Float32Array[]): void {
    const length = channels[0]?.length ?? 0
    for (let at = 0; at < length; ) {
      const end = Math.min(length, at + this.#stepEnd() - this.#frames)
      for (const [index, weigh] of this.#weigh.entries()) {
        const samples = channels[index]
        const gain = this.#gains[index] ?? 1
        if (samples && gain > 0) this.#stepEnergy += gain * weigh(samples, at, end)
      }
      this.#frames += end - at
      at = end
      if (this.#frames === this.#stepEnd()) this.#endStep()
    }
  }

  result(): Loudness {
    const gate = lufs(this.#momentary.meanFrom(0)) - INTEGRATED_GATE_LU
    const rangeGate = lufs(this.#shortTerm.meanFrom(0)) - RANGE_GATE_LU
    const isLongEnough = this.#step >= RANGE_SECONDS_MIN * STEPS_PER_SECOND
    return {
      integrated: audible(this.#momentary.meanFrom(energyOf(gate))),
      range: isLongEnough ? this.#shortTerm.rangeFrom(energyOf(rangeGate), 0.1, 0.95) : null,
      momentaryMax: audible(this.#momentaryMax),
      shortTermMax: audible(this.#shortTermMax),
      overTime: {
        secondsPerPoint: this.#stepsPerPoint / STEPS_PER_SECOND,
        points: this.#points.map(audible),
      },
    }
  }

  /** The frame that ends the current step: rates like 22,050 Hz have no whole number of frames in 10 ms. */
  #stepEnd(): number {
    return Math.round(((this.#step + 1) * this.#sampleRate) / STEPS_PER_SECOND)
  }

  #endStep(): void {
    this.#steps[this.#step % SHORT_TERM_STEPS] = this.#stepEnergy
    this.#stepEnergy = 0
    this.#step += 1
    const isBlock = this.#step % GATING_STEPS === 0
    if (this.#step >= MOMENTARY_STEPS) {
      const momentary = this.#meanOfLast(MOMENTARY_STEPS)
      this.#momentaryMax = Math.max(this.#momentaryMax, momentary)
      if (isBlock) this.#momentary.add(momentary)
    }
    if (this.#step >= SHORT_TERM_STEPS) {
      const shortTerm = this.#meanOfLast(SHORT_TERM_STEPS)
      this.#shortTermMax = Math.max(this.#shortTermMax, shortTerm)
      if (isBlock) this.#shortTerm.add(shortTerm)
    }
    if (this.#step % this.#stepsPerPoint === 0) this.#addPoint()
  }

  #addPoint(): void {
    this.#points.push(this.#meanOfLast(Math.min(SHORT_TERM_STEPS, this.#step)))
    if (this.#points.length < POINTS_MAX) return
    this.#points = this.#points.filter((_, at) => at % 2 === 1)
    this.#stepsPerPoint *= 2
  }

  #meanOfLast(steps: number): number {
    let sum = 0
    for (let back = 1; back <= steps; back += 1) {
      sum += this.#steps[(this.#step - back) % SHORT_TERM_STEPS] ?? 0
    }
    return (sum * STEPS_PER_SECOND) / (steps * this.#sampleRate)
  }
}

const ABSOLUTE_GATE_LUFS = -70

function audible(energy: number): number | null {
  const level = lufs(energy)
  return level > ABSOLUTE_GATE_LUFS ? level : null
}

function lufs(energy: number): number {
  return 10 * Math.log10(energy) - 0.691
}

function energyOf(level: number): number {
  return 10 ** ((level + 0.691) / 10)
}

/** Channels in the order of WAV: with five or more the surrounds count 1.5 dB more, and of six the fourth is the LFE. */
function channelGains(channels: number): number[] {
  const surround = 10 ** 0.15
  if (channels === 5) return [1, 1, 1, surround, surround]
  if (channels === 6) return [1, 1, 1, 0, surround, surround]
  return Array.from({ length: channels }, () => 1)
}
