import type { Pulse } from './pulse-meter.ts'
import { shareBetween } from './share-between.ts'

export type Tempo = {
  bpm: number
  /** 0 to 1: how often such a tempo is right. */
  confidence: number
  /** The likeliest other tempo: mostly half or double. */
  other: number | null
}

export type PulseOfSound = {
  /** Of all onsets, and of those in the low, mid and high thirds of the spectrum. */
  pulses: readonly [Pulse, Pulse, Pulse, Pulse]
  framesPerSecond: number
  /** Mean of what all bands grow by from one frame to the next. */
  onsetsPerFrame: number
}

const BPM_MIN = 54
const BPM_MAX = 212

/**
 * What speaks for a tempo: how alike the sound is to itself this many beats later, for all onsets and
 * for the low and the high ones. Fitted by softmax regression on songs of our composer.
 */
const WEIGHTS: readonly (readonly [beats: number, all: number, low: number, high: number])[] = [
  [1 / 4, -0.29, 0, 0],
  [1 / 3, 0.14, 0, -0.45],
  [1 / 2, 0.18, -0.98, 0.09],
  [2 / 3, -0.89, 0, -1.09],
  [3 / 4, -1.21, -0.4, -0.25],
  [1, 0.66, -0.19, 0.68],
  [3 / 2, 1.66, 0.38, 0.63],
  [2, 1.02, 0.78, 1.35],
  [3, 0.17, 0, 0],
  [4, 1.14, 1.88, -0.01],
  [6, 0.32, 0, 0],
  [8, 1.69, 0, 0],
]
const CENTRE_BPM = 115
/** For each octave above `CENTRE_BPM`, and for its square. */
const OCTAVE_WEIGHTS = [0.69, -1.08] as const

/** Null when nothing recurs. */
export function findTempo({ pulses, framesPerSecond, onsetsPerFrame }: PulseOfSound): Tempo | null {
  const [all] = pulses
  const candidates = listCandidates(all, framesPerSecond)
  const scores = candidates.map((bpm) => scoreTempo(pulses, framesPerSecond, bpm))
  const [best, second] = rankByScore(candidates, scores)
  if (best === undefined) return null
  const clarity = clarityOf(combOf(all, lagOf(best.bpm, framesPerSecond)), onsetsPerFrame)
  return { bpm: best.bpm, confidence: best.probability * clarity, other: second?.bpm ?? null }
}

const PEAKS_KEPT = 4
const RELATIVES = [1, 2, 1 / 2, 3 / 2, 2 / 3, 3, 1 / 3, 4 / 3, 3 / 4]
const SAME_TEMPO = 0.025
const GRID_RATIO = 1.004

/** The strongest tempi and their relatives. */
function listCandidates(all: Pulse, framesPerSecond: number): number[] {
  const grid: { bpm: number; comb: number }[] = []
  for (let bpm = BPM_MIN; bpm <= BPM_MAX; bpm *= GRID_RATIO) {
    grid.push({ bpm, comb: combOf(all, lagOf(bpm, framesPerSecond)) })
  }
  const peaks = grid
    .filter(
      ({ comb }, at) => comb >= (grid[at - 1]?.comb ?? -1) && comb > (grid[at + 1]?.comb ?? -1),
    )
    .sort((a, b) => b.comb - a.comb)
    .slice(0, PEAKS_KEPT)
  const candidates: number[] = []
  for (const peak of peaks) {
    for (const relative of RELATIVES) {
      const bpm = refineTempo(all, framesPerSecond, peak.bpm * relative)
      const isNew = !candidates.some((known) => Math.abs(known / bpm - 1) < SAME_TEMPO)
      if (bpm >= BPM_MIN && bpm <= BPM_MAX && isNew) candidates.push(bpm)
    }
  }
  return candidates
}

const REFINED_ON_BEATS = [1, 2, 4, 8, 16]
const REFINED_LIKENESS_MIN = 0.3

/** Sixteen beats on, a wrong tempo is sixteen times as far off. */
function refineTempo(all: Pulse, framesPerSecond: number, bpm: number): number {
  const strongest = maxOf(all)
  let lag = lagOf(bpm, framesPerSecond)
  for (const beats of REFINED_ON_BEATS) {
    const reach = beats === 1 ? Math.max(1.5, lag * 0.03) : 2.5
    const first = Math.max(1, Math.round(beats * lag - reach))
    const last = Math.round(beats * lag + reach)
    if (last + 1 >= all.length) break
    const peak = first + indexOfMax(all.subarray(first, last + 1))
    if ((all[peak] ?? 0) < REFINED_LIKENESS_MIN * strongest) continue
    const [before, at, after] = [all[peak - 1] ?? 0, all[peak] ?? 0, all[peak + 1] ?? 0]
    const isTop = before < at && after < at
    const shift = isTop ? (before - after) / (2 * (before - 2 * at + after)) : 0
    lag = (peak + shift) / beats
  }
  return (60 * framesPerSecond) / lag
}

function indexOfMax(values: Float64Array): number {
  return values.reduce((best, value, at) => (value > (values[best] ?? 0) ? at : best), 0)
}

function scoreTempo(
  [all, low, , high]: PulseOfSound['pulses'],
  framesPerSecond: number,
  bpm: number,
): number {
  const lag = lagOf(bpm, framesPerSecond)
  const octaves = Math.log2(bpm / CENTRE_BPM)
  let score = octaves * OCTAVE_WEIGHTS[0] + octaves * octaves * OCTAVE_WEIGHTS[1]
  for (const [beats, ...weights] of WEIGHTS) {
    for (const [index, pulse] of [all, low, high].entries()) {
      const weight = weights[index] ?? 0
      if (weight !== 0) score += (weight * likenessNear(pulse, beats * lag)) / maxOf(pulse)
    }
  }
  return score
}

function rankByScore(candidates: readonly number[], scores: readonly number[]) {
  const top = Math.max(...scores)
  const odds = scores.map((score) => Math.exp(score - top))
  const whole = odds.reduce((sum, each) => sum + each, 0)
  return candidates
    .map((bpm, at) => ({ bpm, probability: (odds[at] ?? 0) / whole }))
    .sort((a, b) => b.probability - a.probability)
}

const COMB_NONE = 0.08
const COMB_CLEAR = 0.24
const ONSETS_NONE = 0.3
const ONSETS_CLEAR = 0.7

/** 0 for noise, speech and slow swells, which sound alike by chance; 1 for what has a beat. */
function clarityOf(comb: number, onsetsPerFrame: number): number {
  return (
    shareBetween(comb, COMB_NONE, COMB_CLEAR) *
    shareBetween(onsetsPerFrame, ONSETS_NONE, ONSETS_CLEAR)
  )
}

const COMB_BEATS = [1, 2, 4, 8]

function combOf(pulse: Pulse, lag: number): number {
  const beats = COMB_BEATS.filter((each) => each * lag < pulse.length - 2)
  return beats.reduce((sum, each) => sum + likenessNear(pulse, each * lag), 0) / beats.length
}

/** The shortest lags are alike because an onset takes a while. */
const LAG_MIN = 24

function maxOf(pulse: Pulse): number {
  return pulse.subarray(LAG_MIN).reduce((max, likeness) => Math.max(max, likeness), 0.05)
}

function likenessNear(pulse: Pulse, lag: number): number {
  const reach = Math.max(1, lag * 0.01)
  let best = -1
  for (let step = -2; step <= 2; step += 1) {
    best = Math.max(best, likenessAt(pulse, lag + (step * reach) / 2))
  }
  return best
}

function likenessAt(pulse: Pulse, lag: number): number {
  const below = Math.floor(lag)
  const share = lag - below
  return (pulse[below] ?? 0) * (1 - share) + (pulse[below + 1] ?? 0) * share
}

function lagOf(bpm: number, framesPerSecond: number): number {
  return (60 * framesPerSecond) / bpm
}
