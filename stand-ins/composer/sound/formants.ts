import type { Onset, Vowel } from '../score/syllables.ts'

/** Resonances of the mouth for each sung vowel: four frequencies in hertz. */
export const FORMANT_HERTZ: Record<Vowel, readonly [number, number, number, number]> = {
  ah: [730, 1150, 2500, 3500],
  ae: [690, 1600, 2480, 3550],
  eh: [550, 1800, 2520, 3550],
  ee: [320, 2200, 2900, 3600],
  ih: [420, 1950, 2600, 3550],
  oh: [470, 880, 2450, 3400],
  aw: [600, 950, 2450, 3400],
  oo: [340, 780, 2300, 3350],
  uh: [620, 1200, 2480, 3450],
  er: [490, 1350, 1750, 3300],
}

/** Loudness of each resonance; the third and fourth make the singer's ring. */
export const FORMANT_GAINS: Record<Vowel, readonly [number, number, number, number]> = {
  ah: [1, 0.6, 0.26, 0.16],
  ae: [1, 0.55, 0.3, 0.16],
  eh: [1, 0.5, 0.32, 0.18],
  ee: [1, 0.4, 0.36, 0.2],
  ih: [1, 0.45, 0.34, 0.18],
  oh: [1, 0.5, 0.16, 0.1],
  aw: [1, 0.6, 0.2, 0.12],
  oo: [1, 0.3, 0.12, 0.08],
  uh: [1, 0.5, 0.24, 0.14],
  er: [1, 0.5, 0.36, 0.12],
}

export const FORMANT_WIDTH_HERTZ: readonly [number, number, number, number] = [95, 110, 160, 220]

/** How each kind of consonant opens a syllable: its noise, and how long the voice waits or is veiled. */
export const ONSETS: Record<
  Onset,
  { noiseHertz: number; noise: number; seconds: number; veil: number }
> = {
  none: { noiseHertz: 1500, noise: 0, seconds: 0.02, veil: 0 },
  hiss: { noiseHertz: 6800, noise: 0.9, seconds: 0.085, veil: 1 },
  hush: { noiseHertz: 3300, noise: 0.9, seconds: 0.08, veil: 1 },
  breath: { noiseHertz: 1900, noise: 0.4, seconds: 0.06, veil: 0.8 },
  stop: { noiseHertz: 2600, noise: 0.9, seconds: 0.028, veil: 1 },
  hum: { noiseHertz: 300, noise: 0, seconds: 0.07, veil: 0.6 },
  glide: { noiseHertz: 400, noise: 0, seconds: 0.07, veil: 0.4 },
}
