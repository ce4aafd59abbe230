import type { Key, PitchClass } from './song-wishes.ts'

const NATURALS: Record<string, number> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 }
const KEY_NAME = /^\s*([A-Ga-g])\s*(#|♯|b|♭|sharp|flat)?\s*-?\s*(major|minor|maj|min|m)?\s*$/
const KEY_IN_TEXT =
  /\b([A-G])(?:\s?(#|♯|b|♭)|[\s-](sharp|flat))?[\s-]?(major|minor|maj|min)\b|\bkey\s*(?:of|:|is)?\s+([A-Ga-g])(#|♯|b|♭)?(m)?(?![\p{L}\p{N}#♯♭])|\bin\s+([A-G])(#|♯|b|♭)?(m)\b/gu
const KEY_OF_LOWER =
  /\bkey\s*(?:of|:|is)?\s+([a-g])(?:\s?(#|♯|b|♭)|[\s-](sharp|flat))?[\s-](major|minor|maj|min)\b/gi

/** Reads a key's own name ("F# major", "Bb minor", "am"); a name without a mode is major. Null for anything else. */
export function readKeyName(name: string): Key | null {
  const match = KEY_NAME.exec(name)
  return match ? keyOf(match[1], match[2], match[3]) : null
}

/** The last key that a text names ("in A minor", "key of F#", "Bb minor"), or null. */
export function findKey(text: string): Key | null {
  const lower = [...text.matchAll(KEY_OF_LOWER)].at(-1)
  if (lower) return keyOf(lower[1], lower[2] ?? lower[3], lower[4])
  const match = [...text.matchAll(KEY_IN_TEXT)].at(-1)
  if (!match) return null
  const [, named, sign, word, mode, keyed, keyedSign, keyedMinor, inLetter, inSign] = match
  if (named) return keyOf(named, sign ?? word, mode)
  if (keyed) return keyOf(keyed, keyedSign, keyedMinor)
  return keyOf(inLetter, inSign, 'm')
}

function keyOf(letter?: string, sign?: string, mode?: string): Key | null {
  const natural = NATURALS[letter?.toUpperCase() ?? '']
  if (natural === undefined) return null
  const shift = sign === undefined ? 0 : /#|♯|sharp/.test(sign) ? 1 : -1
  // Reduced modulo 12, so it is one of the twelve.
  const tonic = ((natural + shift + 12) % 12) as PitchClass
  return { tonic, mode: mode !== undefined && /^(m|min|minor)$/.test(mode) ? 'minor' : 'major' }
}

/** The last tempo that a text names ("92 BPM", "tempo 92"), in beats a minute, or null. */
export function findBpm(text: string): number | null {
  const pattern =
    /(?<![\d.])(\d{2,3}(?:\.\d+)?)\s*-?bpm\b|\b(?:tempo|bpm)\s*(?:of|:|=|is|at)?\s*(\d{2,3}(?:\.\d+)?)/gi
  const match = [...text.matchAll(pattern)].at(-1)
  return match ? Number(match[1] ?? match[2]) : null
}

const NUMBER_WORDS: Record<string, number> = {
  'half a': 0.5,
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
}
const MINUTES =
  /(?<![\d.:])(\d+(?:\.\d+)?|\b(?:half a|a|one|two|three|four))[\s-]*(?:minutes?|mins?)\b/gi
const SECONDS = /(?<![\d.:])(\d+(?:\.\d+)?)[\s-]*(?:seconds?|secs?)\b/gi
const SECONDS_LETTER = /(about |for |length |lasting )?(?<![\d.:])(\d+(?:\.\d+)?)( ?)s\b( long)?/gi
const CLOCK = /(?<![\d:])(\d{1,2}):([0-5]\d)(?![\d:])/g

/**
 * The length that a text names, in seconds ("about 60 seconds long", "1:30", "90 s", "2 minutes"),
 * or null. "80s" alone is a decade, not a length.
 */
export function findDurationSeconds(text: string): number | null {
  const clock = [...text.matchAll(CLOCK)].at(-1)
  if (clock) return Number(clock[1]) * 60 + Number(clock[2])
  const minutes = [...text.matchAll(MINUTES)].at(-1)?.[1]?.toLowerCase()
  const seconds = [...text.matchAll(SECONDS)].at(-1)?.[1]
  if (minutes !== undefined || seconds !== undefined) {
    const wholeMinutes = minutes === undefined ? 0 : (NUMBER_WORDS[minutes] ?? Number(minutes))
    return wholeMinutes * 60 + Number(seconds ?? 0)
  }
  const letter = [...text.matchAll(SECONDS_LETTER)].filter(([, before, digits, gap, after]) => {
    const decade = gap === '' && /^[1-9]0$/.test(digits ?? '')
    const plausible = Number(digits) >= 5 && Number(digits) <= 300
    return before !== undefined || after !== undefined || (plausible && !decade)
  })
  const last = letter.at(-1)?.[2]
  return last === undefined ? null : Number(last)
}
