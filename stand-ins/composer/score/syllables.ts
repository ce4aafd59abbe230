export type Vowel = 'ah' | 'ae' | 'eh' | 'ee' | 'ih' | 'oh' | 'aw' | 'oo' | 'uh' | 'er'
export type Onset = 'none' | 'hiss' | 'hush' | 'breath' | 'stop' | 'hum' | 'glide'

/** How one syllable is sung: its beginning, the vowel held, and the vowel it closes on. */
export type Syllable = { text: string; onset: Onset; vowel: Vowel; closing: Vowel; hums: boolean }

const VOWEL_GROUP = /[aeiouyáàâäéèêëíìîïóòôöúùûü]+/g
/** English endings that are written but not sung: love, comes, called. */
const SILENT_END = /[^aeiouyl]e$|[^aeiouylscxzgh]es$|[^aeiouytd]ed$/
const DIPHTHONGS: readonly [RegExp, Vowel, Vowel][] = [
  [/igh|ie$|y$|i[^aeiou]e$|eye|uy/, 'ah', 'ee'],
  [/ai|ay|ei|ey|a[^aeiou]e$/, 'eh', 'ee'],
  [/oi|oy/, 'aw', 'ee'],
  [/ou|ow/, 'ah', 'oo'],
  [/oa|o[^aeiou]e$|o$|oe/, 'oh', 'oo'],
  [/oo|ew|ue|u[^aeiou]e$/, 'oo', 'oo'],
  [/ee|ea|e$/, 'ee', 'ee'],
  [/[eiu]r/, 'er', 'er'],
  [/ar|ah|au|aw/, 'aw', 'aw'],
  [/o/, 'aw', 'aw'],
  [/a/, 'ae', 'ae'],
  [/[eéèê]/, 'eh', 'eh'],
  [/[iy]/, 'ih', 'ih'],
  [/u/, 'uh', 'uh'],
]

/** Splits a line of lyrics into singable syllables, in order. Numbers and symbols are not sung. */
export function splitSyllables(line: string): Syllable[] {
  const words = line.toLowerCase().match(/\p{L}[\p{L}'’]*/gu) ?? []
  return words.flatMap((word) => splitWord(word.replace(/['’]/g, '')).map(soundSyllable))
}

function splitWord(word: string): string[] {
  const stem = SILENT_END.test(word) ? word.replace(/e[sd]?$/, '') : word
  const groups = [...stem.matchAll(VOWEL_GROUP)].filter(({ 0: letters, index }) => {
    const leadingY = letters === 'y' && index === 0
    return !leadingY
  })
  if (groups.length <= 1) return [word]
  const cuts = groups.slice(1).map((group, i) => {
    const previous = groups[i]
    const previousEnd = previous === undefined ? 0 : previous.index + previous[0].length
    const consonants = group.index - previousEnd
    return group.index - (consonants >= 1 ? 1 : 0)
  })
  return [0, ...cuts].map((from, i) => word.slice(from, cuts[i] ?? word.length))
}

function soundSyllable(text: string): Syllable {
  const found = DIPHTHONGS.find(([spelling]) => spelling.test(text))
  const [, vowel, closing] = found ?? [null, 'ah' as const, 'ah' as const]
  return { text, onset: soundOnset(text), vowel, closing, hums: /[mn]g?$/.test(text) }
}

function soundOnset(text: string): Onset {
  if (/^(sh|ch|j)/.test(text)) return 'hush'
  if (/^(s|z|c[eiy])/.test(text)) return 'hiss'
  if (/^(f|v|th|h|ph)/.test(text)) return 'breath'
  if (/^[bcdgkpqtx]/.test(text)) return 'stop'
  if (/^[mn]/.test(text)) return 'hum'
  return /^[lrwy]/.test(text) ? 'glide' : 'none'
}
