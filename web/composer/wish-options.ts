import type { ComposerValues } from './composer-values.ts'

/** The wishes that stand as chips. Of each there is one. */
export type WishName = 'genre' | 'mood' | 'bpm' | 'key'

/** What the composer offers; the API takes any words as genre and mood. */
export const GENRES = [
  'Pop',
  'Rock',
  'Hip hop',
  'R&B',
  'Soul',
  'Funk',
  'House',
  'Techno',
  'Drum and bass',
  'Synthwave',
  'Lo-fi',
  'Ambient',
  'Cinematic',
  'Classical',
  'Jazz',
  'Folk',
  'Country',
  'Reggae',
  'Metal',
]

export const MOODS = [
  'Uplifting',
  'Dreamy',
  'Energetic',
  'Melancholic',
  'Dark',
  'Romantic',
  'Calm',
  'Playful',
  'Epic',
]

const TONICS = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B']

export const KEYS = ['major', 'minor'].flatMap((mode) => TONICS.map((tonic) => `${tonic} ${mode}`))

/** Beats in a minute, and how that feels. */
export const TEMPOS: readonly [number, string][] = [
  [60, 'very slow'],
  [72, 'slow'],
  [84, 'relaxed'],
  [96, 'walking pace'],
  [108, 'moderate'],
  [120, 'lively'],
  [128, 'dance floor'],
  [140, 'fast'],
  [160, 'very fast'],
  [174, 'drum and bass'],
]

export const BPM_MIN = 40
export const BPM_MAX = 220
export const WISH_LENGTH_MAX = 40

export const WISHES: readonly { name: WishName; title: string }[] = [
  { name: 'genre', title: 'Genre' },
  { name: 'mood', title: 'Mood' },
  { name: 'bpm', title: 'Tempo' },
  { name: 'key', title: 'Key' },
]

/** A wish as its chip shows it: `Synthwave`, `84 BPM`. */
export function nameWish(name: WishName, value: string): string {
  return name === 'bpm' ? `${value} BPM` : value
}

/** The wishes that are chosen, in their order. */
export function chosenWishes(values: Pick<ComposerValues, WishName>) {
  return WISHES.flatMap(({ name }) => {
    const value = values[name].trim()
    return value === '' ? [] : [{ name, value, text: nameWish(name, value) }]
  })
}
