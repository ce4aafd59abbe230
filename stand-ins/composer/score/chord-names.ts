import type { Key } from '../song-wishes.ts'

export type Chord = { root: number; pitchClasses: readonly number[] }

export const MAJOR_SCALE: readonly number[] = [0, 2, 4, 5, 7, 9, 11]
export const MINOR_SCALE: readonly number[] = [0, 2, 3, 5, 7, 8, 10]

const ROMAN: Record<string, number> = { i: 0, ii: 1, iii: 2, iv: 3, v: 4, vi: 5, vii: 6 }
const SHAPES: Record<string, { major: readonly number[]; minor: readonly number[] }> = {
  '': { major: [0, 4, 7], minor: [0, 3, 7] },
  '5': { major: [0, 7], minor: [0, 7] },
  '6': { major: [0, 4, 7, 9], minor: [0, 3, 7, 9] },
  '7': { major: [0, 4, 7, 10], minor: [0, 3, 7, 10] },
  '9': { major: [0, 4, 7, 10, 14], minor: [0, 3, 7, 10, 14] },
  '13': { major: [0, 4, 10, 14, 21], minor: [0, 3, 10, 14, 21] },
  maj7: { major: [0, 4, 7, 11], minor: [0, 3, 7, 11] },
  maj9: { major: [0, 4, 7, 11, 14], minor: [0, 3, 7, 11, 14] },
  add9: { major: [0, 4, 7, 14], minor: [0, 3, 7, 14] },
  sus2: { major: [0, 2, 7], minor: [0, 2, 7] },
  sus4: { major: [0, 5, 7], minor: [0, 5, 7] },
  o: { major: [0, 3, 6], minor: [0, 3, 6] },
  ø7: { major: [0, 3, 6, 10], minor: [0, 3, 6, 10] },
}

/**
 * Reads a Roman numeral in a key: degree counted on the key's own scale (in minor "VI" is the
 * lowered sixth), upper case major and lower case minor, then a shape such as "maj7" or "sus4".
 */
export function readChord(numeral: string, key: Key): Chord {
  const match = /^([b#]?)([ivIV]+)(.*)$/.exec(numeral)
  const [, accidental, roman = '', shapeName = ''] = match ?? []
  const degree = ROMAN[roman.toLowerCase()]
  const shape = SHAPES[shapeName]
  if (degree === undefined || shape === undefined) throw new SyntaxError(`No chord: ${numeral}`)
  const shift = accidental === 'b' ? -1 : accidental === '#' ? 1 : 0
  const root = (key.tonic + (scaleOf(key)[degree] ?? 0) + shift + 12) % 12
  const intervals = roman === roman.toUpperCase() ? shape.major : shape.minor
  return { root, pitchClasses: intervals.map((interval) => (root + interval) % 12) }
}

export function scaleOf(key: Key): readonly number[] {
  return key.mode === 'major' ? MAJOR_SCALE : MINOR_SCALE
}
