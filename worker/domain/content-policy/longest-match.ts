import type { Branch, Cues, Phrase, Policy, Strictness } from './compiled-policy.ts'
import type { Gap, Letter, Script, Word } from './read-letters.ts'

type Match = { phrase: Phrase; end: number }

export function longestMatch({ root, cues }: Policy, script: Script, start: number): Match | null {
  let best: Match | null = null
  const walk = (branch: Branch, at: number) => {
    for (const as of script.letters[at]?.as ?? '') {
      const next = branch.next.get(as)
      if (!next) continue
      for (const phrase of next.phrases) {
        const end = wordEnd(script.letters, at, phrase)
        if (end === null || (best && end <= best.end)) continue
        if (!hasItsShape(script.letters, start, phrase)) continue
        if (isMeant(cues, script, start, at, phrase.strictness)) best = { phrase, end }
      }
      walk(next, at + 1)
    }
  }
  walk(root, start)
  return best
}

const NAME_ENDINGS = ['s', 'es', 'esque', 'ish', 'like', 'style', 'type']

/** Where the word around `at` ends, if only a common ending of names follows. */
function wordEnd(letters: Letter[], at: number, { kind, strictness }: Phrase): number | null {
  if (letters[at]?.closes) return at
  if (strictness !== 'always' || kind === 'slur' || kind === 'allowed') return null
  for (const ending of NAME_ENDINGS) {
    const rest = letters.slice(at + 1, at + 1 + ending.length)
    const fits = rest.every(({ as, gap }, i) => gap === 'none' && as.includes(ending.charAt(i)))
    if (fits && rest.length === ending.length && rest.at(-1)?.closes) return at + ending.length
  }
  return null
}

/** Not shorter ones: "F A G" is a chord progression. */
const SPELLED_LENGTH_MIN = 5

/** Words may touch ("taylorswift"); a distinctive name may be spelled ("s w i f t", "sw.ift"). */
function hasItsShape(letters: Letter[], start: number, { gaps, strictness }: Phrase): boolean {
  const maySpell = strictness === 'always' && gaps.length >= SPELLED_LENGTH_MIN
  const typed = gaps.map((_, index) => letters[start + index]?.gap ?? 'break').slice(1)
  if (maySpell && typed.every((gap) => gap !== 'none')) return true
  let inside: Gap[] = []
  for (const [index, gap] of [...typed, 'break' as const].entries()) {
    const listed = gaps[index + 1]
    if (listed === 'none') {
      inside.push(gap)
      continue
    }
    const whole = inside.every((each) => each === 'none')
    const spelled = inside.every((each) => each !== 'none')
    const masked = inside.every((each) => each === 'none' || each === 'mask')
    if (!whole && !(maySpell && (spelled || masked))) return false
    if (listed && gap === 'break' && listed !== 'break') return false
    inside = []
  }
  return true
}

function isMeant(
  cues: Cues,
  { letters, words }: Script,
  start: number,
  end: number,
  strictness: Strictness,
): boolean {
  if (strictness === 'always') return true
  const first = letters[start]?.word ?? 0
  const last = letters[end]?.word ?? 0
  const before = wordsBefore(words, first)
  const after = wordsAfter(words, last)
  const strongBefore = cueBefore(cues.before, before)
  const weakBefore = cueBefore(cues.beforeWeak, before)
  const strongAfter = cueAfter(cues.after, after)
  const weakAfter = cueAfter(cues.afterWeak, after)

  const name = words[last]
  const previous = before.at(-1)
  const next = after[0]
  const capital = name?.capital === true
  const nextConnects = next !== undefined && cues.connectives.has(next.plain)
  const goesOn = capital && next?.capital === true && next.gap === 'space' && !nextConnects
  if (strictness === 'inContext')
    return strongBefore || (weakBefore && !goesOn) || strongAfter || weakAfter

  const ends = next === undefined || nextConnects
  const begins = previous === undefined || cues.connectives.has(previous.plain)
  const shout = name?.shout === true && name.plain.length > 1
  return (
    (strongBefore && (ends || (capital && !goesOn))) ||
    (strongAfter && (begins || capital)) ||
    (weakBefore && capital && !goesOn && (previous?.capital === false || nextConnects)) ||
    (weakAfter && capital && next?.capital === false && (previous !== undefined || shout))
  )
}

const CUE_WORDS_MAX = 3

function wordsBefore(words: Word[], first: number): Word[] {
  let from = first
  while (from > 0 && first - from < CUE_WORDS_MAX && words[from]?.gap !== 'break') from--
  return words.slice(from, first)
}

function wordsAfter(words: Word[], last: number): Word[] {
  const following = words.slice(last + 1, last + 1 + CUE_WORDS_MAX)
  const broken = following.findIndex(({ gap }) => gap === 'break')
  return broken === -1 ? following : following.slice(0, broken)
}

function cueBefore(cues: Set<string>, before: Word[]): boolean {
  return before.some((_, index) => cues.has(joined(before.slice(index))))
}

function cueAfter(cues: Set<string>, after: Word[]): boolean {
  const hyphenated = after[0]?.gap === 'joiner'
  return after.some((_, index) => {
    const cue = joined(after.slice(0, index + 1))
    return cues.has(cue) || (hyphenated && cues.has(`-${cue}`))
  })
}

function joined(words: Word[]): string {
  return words.map(({ plain }) => plain).join(' ')
}
