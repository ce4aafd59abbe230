import { compiledPolicy, type RefusedKind } from './compiled-policy.ts'
import { longestMatch } from './longest-match.ts'
import { readLetters } from './read-letters.ts'

/**
 * `phrase` is a slice of the text, as typed. `advice` never repeats a slur. `rewording` may stand in
 * the phrase's place, and is never refused itself.
 */
export type RefusedPhrase = {
  phrase: string
  kind: RefusedKind
  advice: string
  rewording: string | null
}

/** The first artist's name, trademark or slur, however disguised. Linear in the text's length. */
export function findRefusedPhrase(text: string): RefusedPhrase | null {
  const policy = compiledPolicy()
  const script = readLetters(text)
  let at = 0
  while (at < script.letters.length) {
    const found = script.letters[at]?.opens ? longestMatch(policy, script, at) : null
    if (found && found.phrase.kind !== 'allowed') {
      const phrase = text.slice(script.letters[at]?.from, script.letters[found.end]?.to)
      const { kind, advice, rewording } = found.phrase
      return { phrase, kind, advice, rewording }
    }
    at = found ? found.end + 1 : at + 1
  }
  return null
}

export function refusalSentence(found: RefusedPhrase): string {
  const shown = shortened(found.phrase)
  switch (found.kind) {
    case 'artist':
      return `We can’t imitate real artists (“${shown}”). ${found.advice}`
    case 'trademark':
      return `We can’t use trademarks (“${shown}”). ${found.advice}`
    case 'slur':
      return `We don’t make tracks with slurs (“${masked(shown)}”). ${found.advice}`
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
