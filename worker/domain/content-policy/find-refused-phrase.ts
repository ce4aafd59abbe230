import { compiledPolicy, type RefusedKind } from './compiled-policy.ts'
import { longestMatch } from './longest-match.ts'
import { readLetters } from './read-letters.ts'

/** `phrase` is a slice of the text, as typed. `advice` never repeats a slur. */
export type RefusedPhrase = { phrase: string; kind: RefusedKind; advice: string }

/** The first artist's name, trademark or slur, however disguised. Linear in the text's length. */
export function findRefusedPhrase(text: string): RefusedPhrase | null {
  const policy = compiledPolicy()
  const script = readLetters(text)
  let at = 0
  while (at < script.letters.length) {
    const found = script.letters[at]?.opens ? longestMatch(policy, script, at) : null
    if (found && found.phrase.kind !== 'allowed') {
      const phrase = text.slice(script.letters[at]?.from, script.letters[found.end]?.to)
      return { phrase, kind: found.phrase.kind, advice: found.phrase.advice }
    }
    at = found ? found.end + 1 : at + 1
  }
  return null
}

export function refusalSentence(found: RefusedPhrase): string {
  const shown = shortened(found.phrase)
  switch (found.kind) {
    case 'artist':
      return `“${shown}” names an artist, and tracks here don't imitate real artists. ${found.advice}`
    case 'trademark':
      return `“${shown}” is somebody's trademark, so it can't be part of a track. ${found.advice}`
    case 'slur':
      return `“${masked(shown)}” is a slur, so it can't be part of a track. ${found.advice}`
  }
}

const SHOWN_LENGTH_MAX = 60

function shortened(phrase: string): string {
  const visible = [...phrase.replace(/\p{Cf}/gu, '').replace(/\s+/gu, ' ')]
  return visible.length > SHOWN_LENGTH_MAX
    ? `${visible.slice(0, SHOWN_LENGTH_MAX).join('')}…`
    : visible.join('')
}

function masked(phrase: string): string {
  const [first = '', ...rest] = [...phrase]
  return first + rest.map((character) => (character === ' ' ? ' ' : '*')).join('')
}
