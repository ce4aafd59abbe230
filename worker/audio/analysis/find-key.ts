import { STEPS_PER_OCTAVE } from './chroma-meter.ts'
import { shareBetween } from './share-between.ts'

export type FoundKey = {
  /** Twelve shares from C upwards; null when no note was heard. */
  chroma: number[] | null
  key: string | null
  confidence: number
  other: string | null
}

/** Each in steps of ten cents from C. */
export type Pitches = {
  all: Float64Array
  bass: Float64Array
  opening: Float64Array
  ending: Float64Array
  /** How much of the sound stands out as partials: 0 for noise. */
  tonality: number
}

const TONICS = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'] as const
const MODES = ['major', 'minor'] as const
type ByMode = Record<(typeof MODES)[number], readonly number[]>

/** How much of each degree a key has, from the tonic: Sha'ath's profiles (KeyFinder, 2011). */
const PROFILES: ByMode = {
  major: [6.6, 2.0, 3.5, 2.3, 4.6, 4.0, 2.5, 5.2, 2.4, 3.7, 2.3, 3.4],
  minor: [6.5, 2.7, 3.5, 5.4, 2.6, 3.5, 2.5, 5.2, 4.0, 2.7, 4.3, 3.2],
}
/** Basses play roots: mostly the first, fourth and fifth. */
const BASS_PROFILES: ByMode = {
  major: [1, 0, 0.3, 0, 0.3, 0.55, 0, 0.6, 0, 0.45, 0.1, 0.1],
  minor: [1, 0, 0.2, 0.45, 0, 0.55, 0, 0.6, 0.45, 0, 0.4, 0.05],
}
const TRIADS: ByMode = {
  major: [1, 0, 0, 0, 0.7, 0, 0, 0.8, 0, 0, 0, 0],
  minor: [1, 0, 0, 0.7, 0, 0, 0, 0.8, 0, 0, 0, 0],
}
/** Fitted by softmax regression on songs of our composer, then rounded and the ending's halved: not every song ends on its tonic. */
const WEIGHTS = { all: 4, bass: 3, opening: 2, ending: 3 }

export function findKey(pitches: Pitches): FoundKey {
  const tuning = tuningOf(pitches.all)
  const [all, bass, opening, ending] = [
    foldPitches(pitches.all, tuning.steps),
    foldPitches(pitches.bass, tuning.steps),
    foldPitches(pitches.opening, tuning.steps),
    foldPitches(pitches.ending, tuning.steps),
  ]
  const scores = MODES.flatMap((mode) =>
    TONICS.map((tonic, steps) => ({
      key: `${tonic} ${mode}`,
      score:
        WEIGHTS.all * likeness(all, PROFILES[mode], steps) +
        WEIGHTS.bass * likeness(bass, BASS_PROFILES[mode], steps) +
        WEIGHTS.opening * likeness(opening, TRIADS[mode], steps) +
        WEIGHTS.ending * likeness(ending, TRIADS[mode], steps),
    })),
  ).sort((a, b) => b.score - a.score)
  const [best, second] = scores
  const whole = scores.reduce((sum, { score }) => sum + Math.exp(score - (best?.score ?? 0)), 0)
  const isHeard = all.some((share) => share > 0)
  return {
    chroma: isHeard ? all : null,
    key: isHeard ? (best?.key ?? null) : null,
    confidence: isHeard ? clarityOf(tuning.clarity, pitches.tonality) / whole : 0,
    other: isHeard ? (second?.key ?? null) : null,
  }
}

const STEPS_PER_SEMITONE = STEPS_PER_OCTAVE / 12

/** How far all pitches lie from those of A = 440 Hz, and how closely they keep to twelve steps. */
function tuningOf(pitches: Float64Array): { steps: number; clarity: number } {
  let [re, im, whole] = [0, 0, 0]
  for (const [step, weight] of pitches.entries()) {
    const turn = (2 * Math.PI * step) / STEPS_PER_SEMITONE
    re += weight * Math.cos(turn)
    im += weight * Math.sin(turn)
    whole += weight
  }
  const steps = (Math.atan2(im, re) / (2 * Math.PI)) * STEPS_PER_SEMITONE
  return { steps, clarity: whole > 0 ? Math.hypot(re, im) / whole : 0 }
}

/** Twelve shares that add up to 1, or are all 0. What lies between two semitones counts for neither. */
function foldPitches(pitches: Float64Array, tuningSteps: number): number[] {
  const chroma = Array.from({ length: 12 }, () => 0)
  for (const [step, weight] of pitches.entries()) {
    const semitones = (step - tuningSteps) / STEPS_PER_SEMITONE
    const nearest = Math.round(semitones)
    const off = Math.max(0, Math.abs(semitones - nearest) - 0.1)
    const pitchClass = ((nearest % 12) + 12) % 12
    chroma[pitchClass] = (chroma[pitchClass] ?? 0) + weight * Math.max(0, 1 - 2 * off)
  }
  const whole = chroma.reduce((sum, share) => sum + share, 0)
  return whole > 0 ? chroma.map((share) => share / whole) : chroma
}

/** Pearson's correlation with a profile that begins at `tonic`. */
function likeness(chroma: readonly number[], profile: readonly number[], tonic: number): number {
  const [meanA, meanB] = [meanOf(chroma), meanOf(profile)]
  let [product, squareA, squareB] = [0, 0, 0]
  for (const [pitchClass, share] of chroma.entries()) {
    const a = share - meanA
    const b = (profile[(pitchClass - tonic + 12) % 12] ?? 0) - meanB
    product += a * b
    squareA += a * a
    squareB += b * b
  }
  return squareA > 0 ? product / Math.sqrt(squareA * squareB) : 0
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

const TUNED_NONE = 0.15
const TUNED_CLEAR = 0.35
const TONALITY_NONE = 0.015
const TONALITY_CLEAR = 0.035

/** 0 for noise, and for voices and drones that glide between the semitones. */
function clarityOf(tuned: number, tonality: number): number {
  return (
    shareBetween(tuned, TUNED_NONE, TUNED_CLEAR) *
    shareBetween(tonality, TONALITY_NONE, TONALITY_CLEAR)
  )
}
