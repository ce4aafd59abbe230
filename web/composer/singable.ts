/** How many syllables a line can have and still be sung at an easy pace. */
const SYLLABLES_MIN = 4
const SYLLABLES_MAX = 12

export type LyricLine =
  | { kind: 'tag' | 'blank' | 'unknown'; text: string }
  | { kind: 'good' | 'long' | 'short'; text: string }

/** Reads lyrics line by line: what is a section's tag, and what can be sung. */
export function readLyrics(lyrics: string): LyricLine[] {
  return lyrics.split('\n').map((text) => ({ kind: judge(text.trim()), text }))
}

function judge(line: string): LyricLine['kind'] {
  if (line === '') return 'blank'
  // Also while it is being typed.
  if (/^\[[^\]]*\]?$/u.test(line)) return 'tag'
  const syllables = countSyllables(line)
  if (syllables === null) return 'unknown'
  if (syllables < SYLLABLES_MIN) return 'short'
  return syllables > SYLLABLES_MAX ? 'long' : 'good'
}

/** An estimate for Latin letters, by groups of vowels; null where other scripts have a say. */
export function countSyllables(line: string): number | null {
  if (/[^\p{Script=Latin}\P{L}]/u.test(line)) return null
  const words = line.toLowerCase().match(/[\p{L}\p{M}\p{N}'’]+/gu) ?? []
  return words.reduce((sum, word) => sum + syllablesOf(word), 0)
}

function syllablesOf(word: string): number {
  // Accents aren't letters of their own: "é" is an e that is always heard.
  const heard = word.replace(/[^\p{L}\p{N}]/gu, '').normalize('NFD')
  const voiced = heard.replace(/(?<=[aeiouy].*[^aeiouyl])e(d|s)?$/u, (end) =>
    /[td]ed$/.test(heard) ? end : '',
  )
  const groups = voiced.replace(/\p{M}/gu, '').match(/[aeiouyæœø]+/gu)?.length ?? 0
  return Math.max(1, groups)
}
