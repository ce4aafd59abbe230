import phraseList from './phrases.json' with { type: 'json' }
import { type Gap, readLetters } from './read-letters.ts'

export type RefusedKind = 'artist' | 'trademark' | 'slur'

/**
 * When we refuse a name. `always`: anywhere. `inContext` ("Adele"): beside any cue. `ordinaryWords`
 * ("Queen"): where a cue, and capitals or the end of the phrase, show that it is the name.
 */
export type Strictness = 'always' | 'inContext' | 'ordinaryWords'
type Names = { [strictness in Strictness]?: string[] | undefined }

/**
 * `allowed` phrases protect what contains a listed one ("Maine coon"). Cues stand directly beside a
 * name; beside an ordinary word, weak ones count only with capitals. One with a leading "-" needs a
 * hyphen. `connectives` end a name or begin a phrase.
 */
export type PhraseList = {
  artists: (Names & { sound?: string | undefined })[]
  trademarks: (Names & { instead?: string | undefined })[]
  slurs: string[]
  allowed: string[]
  cues: {
    before: string[]
    beforeWeak: string[]
    after: string[]
    afterWeak: string[]
    connectives: string[]
  }
}

/** `rewording` may stand in the phrase's place; null where only the person can say what was meant. */
export type Phrase = {
  kind: RefusedKind | 'allowed'
  strictness: Strictness
  advice: string
  rewording: string | null
  gaps: Gap[]
}
export type Branch = { next: Map<string, Branch>; phrases: Phrase[] }
export type Cues = { [cue in keyof PhraseList['cues']]: Set<string> }
export type Policy = { root: Branch; cues: Cues }

let policy: Policy | undefined

export function compiledPolicy(): Policy {
  policy ??= compile(phraseList)
  return policy
}

function compile(list: PhraseList): Policy {
  const root: Branch = { next: new Map(), phrases: [] }
  const addNames = (names: Names, about: Pick<Phrase, 'kind' | 'advice' | 'rewording'>) => {
    for (const strictness of ['always', 'inContext', 'ordinaryWords'] as const)
      for (const name of names[strictness] ?? []) addPhrase(root, name, { ...about, strictness })
  }
  for (const { sound = null, ...names } of list.artists)
    addNames(names, { kind: 'artist', advice: artistAdvice(sound), rewording: sound })
  for (const { instead = null, ...names } of list.trademarks)
    addNames(names, { kind: 'trademark', advice: trademarkAdvice(instead), rewording: instead })
  addNames({ always: list.slurs }, { kind: 'slur', advice: SLUR_ADVICE, rewording: null })
  addNames({ always: list.allowed }, { kind: 'allowed', advice: '', rewording: null })
  const { before, beforeWeak, after, afterWeak, connectives } = list.cues
  const cues = {
    before: new Set(before),
    beforeWeak: new Set(beforeWeak),
    after: new Set(after),
    afterWeak: new Set(afterWeak),
    connectives: new Set(connectives),
  }
  return { root, cues }
}

function addPhrase(root: Branch, text: string, about: Omit<Phrase, 'gaps'>): void {
  const { letters } = readLetters(text)
  let branch = root
  for (const letter of letters) {
    const plain = letter.as.charAt(0)
    const next = branch.next.get(plain) ?? { next: new Map(), phrases: [] }
    branch.next.set(plain, next)
    branch = next
  }
  branch.phrases.push({ ...about, gaps: letters.map(({ gap }) => gap) })
}

const SLUR_ADVICE = 'Leave the word out and say in plain words what you feel or whom you mean.'

function artistAdvice(sound: string | null): string {
  return sound
    ? `Try describing the sound: “${sound}”.`
    : 'Try describing the sound: its genre, mood, tempo, voice and instruments.'
}

function trademarkAdvice(instead: string | null): string {
  return instead
    ? `Try describing the scene or the feeling: “${instead}”.`
    : 'Try describing the scene or the feeling without it.'
}
