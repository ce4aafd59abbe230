import { lengthOf } from '../../providers/compose-prompt.ts'
import { TITLE_LENGTH_MAX } from './new-track.ts'

const GRAPHEMES_MAX = 48
const ELLIPSIS = '…'

/** For a track without a title: the first clause of its prompt, in any script, cut between words if it is long. */
export function titleTrack(prompt: string): string {
  const clause = firstClause(prompt.replace(LEADING_MARKS, '')).trim().replace(/\s+/g, ' ')
  return capitalize(fits(clause) ? clause : shorten(clause))
}

const LEADING_MARKS = /^[\s\p{Terminal_Punctuation}…]+(?=\p{L})/u

/** Punctuation that ends a clause, of every script; not the mark between Ethiopic words. */
const MARKS = /[\n\r\u2028\u2029]|(?!፡)[\p{Terminal_Punctuation}…]/gu

function firstClause(prompt: string): string {
  for (const mark of prompt.matchAll(MARKS)) {
    const before = prompt.slice(0, mark.index)
    const after = prompt.slice(mark.index + mark[0].length)
    if (endsClause(before, mark[0], after)) return before
  }
  return prompt
}

/** Of `3. Satz` or `🎹, rain` no clause is made: it would say nothing. */
function endsClause(before: string, mark: string, after: string): boolean {
  if (!/\p{L}/u.test(before)) return false
  if (/\p{Nd}$/u.test(before) && /^\p{Nd}/u.test(after)) return false
  if (/^[.!?]$/.test(mark) && /^[\p{L}\p{N}]/u.test(after)) return false
  return mark !== '.' || !isAbbreviation(before, after)
}

const ABBREVIATIONS = new Set(
  'approx ca dr etc feat ft jr min mlle mme mr mrs ms nr op prof pt sec sr sra st sta ste vol vs'.split(
    ' ',
  ),
)

/** Such as `Dr.`, `J. S.`, `U.S.`, and `No.` before a number. */
function isAbbreviation(before: string, after: string): boolean {
  const word = /[\p{L}\p{M}.]+$/u.exec(before)?.[0].toLowerCase() ?? ''
  if (word === 'no') return /^\s*\p{N}/u.test(after)
  return ABBREVIATIONS.has(word) || lengthOf(word) === 1 || /\p{L}\./u.test(word)
}

/** Between words, or inside of one where this would leave too little; people's own titles are no longer. */
function shorten(clause: string): string {
  const ways = [clause.split(/(?<=\s)/), split(clause, 'word'), split(clause, 'grapheme')]
  for (const pieces of ways) {
    const taken = take(pieces).replace(/[\s\p{Pd}\p{Po}\p{Ps}]+$/u, '')
    if (split(taken, 'grapheme').length >= GRAPHEMES_MAX / 2) return taken + ELLIPSIS
  }
  return take([...clause]) + ELLIPSIS
}

function take(pieces: readonly string[]): string {
  let taken = ''
  for (const piece of pieces) {
    if (!fits(taken + piece.trimEnd() + ELLIPSIS)) break
    taken += piece
  }
  return taken
}

const fits = (title: string) =>
  lengthOf(title) <= TITLE_LENGTH_MAX && split(title, 'grapheme').length <= GRAPHEMES_MAX

const split = (text: string, granularity: 'word' | 'grapheme') =>
  [...new Intl.Segmenter('en', { granularity }).segment(text)].map(({ segment }) => segment)

/** Leaves `ß` and `ﬁ`, whose capitals are two letters, and Georgian, whose capitals begin no sentence. */
function capitalize(title: string): string {
  const [first = ''] = title
  const capital = first.toUpperCase()
  if (lengthOf(capital) !== 1 || /\p{Script=Georgian}/u.test(first)) return title
  return capital + title.slice(first.length)
}
