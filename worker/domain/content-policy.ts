import phraseList from './content-policy-phrases.json' with { type: 'json' }

export type RefusedKind = 'artist' | 'trademark' | 'slur'

/**
 * `phrase` is the slice of the user's text that was recognised, exactly as typed. `advice` is one
 * neutral sentence on what to write instead; it never repeats a slur.
 */
export type RefusedPhrase = { phrase: string; kind: RefusedKind; advice: string }

/**
 * How sure a name must be before it is refused:
 * - `always`: distinctive names, wherever they stand.
 * - `inContext`: given names and rare words ("Adele", "U2"), beside any cue ("like …", "… song").
 * - `ordinaryWords`: dictionary words ("Queen", "Future"), only where a cue and the capitals or the
 *   end of the phrase show that a name is meant ("in the style of Queen", "drums like Genesis").
 */
type Strictness = 'always' | 'inContext' | 'ordinaryWords'
type Names = { [strictness in Strictness]?: string[] | undefined }

/**
 * The shape of `content-policy-phrases.json`. `sound` and `instead` are neutral descriptions offered
 * in the advice. `allowed` phrases protect ordinary expressions that contain a listed one ("Maine
 * coon"). Cues are words that stand directly before or after a name; the weak ones are everyday words
 * and count for an ordinary word only with capitals; one that begins with "-" must be hyphenated.
 * `connectives` are words that end a name ("… of queen and …") or begin a phrase ("a queen-style …").
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

/**
 * Finds the first artist's name, trademark or slur in a prompt, lyrics or title, or null. Case,
 * accents, look-alike letters, digits for letters, invisible characters and letters spelled one by one
 * don't hide a phrase; it must begin and end at word boundaries. Time is linear in the text's length.
 */
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

/** The whole answer to the user: what was found, why it can't stay, what to write instead. Slurs are masked. */
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

// ── The list, compiled once into a tree of letters ──

type Phrase = {
  kind: RefusedKind | 'allowed'
  strictness: Strictness
  advice: string
  /** For each letter of the phrase as listed, what stands before it. */
  gaps: Gap[]
}
type Branch = { next: Map<string, Branch>; phrases: Phrase[] }
type Cues = { [cue in keyof PhraseList['cues']]: Set<string> }
type Policy = { root: Branch; cues: Cues }

let policy: Policy | undefined

function compiledPolicy(): Policy {
  policy ??= compile(phraseList)
  return policy
}

function compile(list: PhraseList): Policy {
  const root: Branch = { next: new Map(), phrases: [] }
  const addNames = (names: Names, kind: RefusedKind, advice: string) => {
    for (const strictness of ['always', 'inContext', 'ordinaryWords'] as const)
      for (const name of names[strictness] ?? [])
        addPhrase(root, name, { kind, strictness, advice })
  }
  for (const artist of list.artists) addNames(artist, 'artist', artistAdvice(artist.sound))
  for (const mark of list.trademarks) addNames(mark, 'trademark', trademarkAdvice(mark.instead))
  addNames({ always: list.slurs }, 'slur', SLUR_ADVICE)
  for (const text of list.allowed)
    addPhrase(root, text, { kind: 'allowed', strictness: 'always', advice: '' })
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

function artistAdvice(sound: string | undefined): string {
  return sound
    ? `Describe the sound instead, for example “${sound}”.`
    : 'Describe the sound instead: its genre, mood, tempo, voice and instruments.'
}

function trademarkAdvice(instead: string | undefined): string {
  return instead
    ? `Describe the scene or the feeling instead, for example “${instead}”.`
    : 'Leave the brand out and describe the scene or the feeling instead.'
}

// ── Finding a listed phrase among the letters ──

type Match = { phrase: Phrase; end: number }

function longestMatch({ root, cues }: Policy, script: Script, start: number): Match | null {
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

/** The letter where the word that holds `at` ends, if nothing but a common ending of names follows. */
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

/** Shorter phrases are not looked for letter by letter: "F A G" is a chord progression. */
const SPELLED_LENGTH_MIN = 5

/**
 * Words of a phrase may touch ("taylorswift") or be set apart by anything but a break. The letters of
 * a distinctive word may be set apart too, either all of them ("s w i f t") or by single marks ("sw.ift").
 */
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

/** Whether the words around a name show that the artist or brand is meant. See `Strictness`. */
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

// ── The text, read into letters and words ──

/**
 * What stands between a letter and the one before it. none: they touch. mask: one mark such as "." or
 * "*". joiner: other marks without a space, as in "AC/DC". space: white space, perhaps with marks.
 * break: a new line, the end of a clause, or a long stretch: names don't reach across it.
 */
type Gap = 'none' | 'mask' | 'joiner' | 'space' | 'break'

/**
 * `as` holds every letter this one may stand for, the literal one first; `from` and `to` are its place
 * in the text; `opens` and `closes` say whether a phrase may begin and end here.
 */
type Letter = {
  as: string
  kind: Glyph['kind']
  from: number
  to: number
  gap: Gap
  word: number
  opens: boolean
  closes: boolean
}
type Word = { plain: string; capital: boolean; shout: boolean; gap: Gap }
type Script = { letters: Letter[]; words: Word[] }

function readLetters(text: string): Script {
  const letters: Letter[] = []
  const words: Word[] = []
  let word: Word = { plain: '', capital: false, shout: true, gap: 'break' }
  let previous: Letter | undefined
  let to = 0
  let gapFrom = 0
  for (const character of text) {
    const from = to
    to += character.length
    const glyph = glyphOf(character)
    const { kind } = glyph
    if (kind === 'mark' || kind === 'invisible') {
      if (kind === 'mark' && previous?.to === from) previous.to = to
      if (gapFrom === from) gapFrom = to
      continue
    }
    if (kind === 'other' || (kind === 'symbol' && !isLetterHere(text, character, to))) continue

    const touches = previous !== undefined && gapFrom === from
    const gap = touches ? 'none' : previous ? gapBetween(text.slice(gapFrom, from), word) : 'break'
    gapFrom = to
    if (!touches) {
      word = { plain: '', capital: glyph.upper, shout: true, gap }
      words.push(word)
    }
    if (previous && (!touches || glyph.edge)) previous.closes = true
    word.plain += glyph.plain
    if (glyph.lower) word.shout = false
    for (const as of glyph.units) {
      const inside: boolean = previous?.from === from
      const opens: boolean = !inside && (!touches || glyph.edge || previous?.closes === true)
      const each: Gap = inside ? 'none' : gap
      previous = { as, kind, from, to, gap: each, word: words.length - 1, opens, closes: false }
      letters.push(previous)
    }
    if (previous && glyph.edge) previous.closes = true
  }
  if (previous) previous.closes = true
  settleNumbers(letters)
  return { letters, words }
}

/** "$" is a letter anywhere; "!" and "@" only before one, else they end a sentence or begin an address. */
function isLetterHere(text: string, symbol: string, next: number): boolean {
  if (symbol === '$') return true
  LETTER_AHEAD.lastIndex = next
  return LETTER_AHEAD.test(text)
}

/** Bounded, so that a long run of such characters is not read again from each of them. */
const LETTER_AHEAD = /[\p{M}\p{Cf}$@!]{0,16}[\p{L}\p{N}]/uy

/** In a word without any letter digits and symbols stand only for themselves. */
function settleNumbers(letters: Letter[]): void {
  let from = 0
  while (from < letters.length) {
    let to = from
    let number = true
    for (; letters[to]?.word === letters[from]?.word; to++)
      if (letters[to]?.kind === 'letter') number = false
    if (number) for (const letter of letters.slice(from, to)) letter.as = letter.as.charAt(0)
    from = to
  }
}

const GAP_LENGTH_MAX = 12
const ABBREVIATIONS = new Set(['dr', 'mr', 'mrs', 'ms', 'st', 'feat', 'ft', 'vs'])

function gapBetween(between: string, before: Word | undefined): Gap {
  if (between === '') return 'none'
  if (between === ' ') return 'space'
  const marks = between.replace(/[\p{Cf}\p{M}]/gu, '')
  if (marks.length > GAP_LENGTH_MAX || /[\n\r\u2028\u2029[\]—…。、，]/u.test(marks)) return 'break'
  const abbreviated = before && (before.plain.length === 1 || ABBREVIATIONS.has(before.plain))
  if (/^\.\s+$/u.test(marks) && abbreviated) return 'space'
  if (/[,;:.!?]["'”’)]*\s/u.test(marks)) return 'break'
  if (/\s/u.test(marks)) return 'space'
  return /^[._*~|^`·•]$/u.test(marks) ? 'mask' : 'joiner'
}

/** One character of the text and the letters it stands for: "ß" has two units, "1" is one of "1", "i", "l". */
type Glyph = {
  kind: 'letter' | 'digit' | 'symbol' | 'mark' | 'invisible' | 'other'
  units: string[]
  upper: boolean
  lower: boolean
  /** A phrase may begin and end here inside a word: scripts without spaces, and symbols. */
  edge: boolean
  /** The units as they are compared with cues. */
  plain: string
}

const glyphs = new Map<string, Glyph>()
const GLYPHS_KEPT_MAX = 2000

function glyphOf(character: string): Glyph {
  const known = glyphs.get(character)
  if (known) return known
  const glyph = readGlyph(character)
  if (glyphs.size < GLYPHS_KEPT_MAX) glyphs.set(character, glyph)
  return glyph
}

function readGlyph(character: string): Glyph {
  const units = [...character.normalize('NFKD')]
    .flatMap((each) => [
      ...(LOOKS_LIKE.get(each) ?? LOOKS_LIKE.get(each.toLowerCase()) ?? each.toLowerCase()),
    ])
    .filter((each) => /[\p{L}\p{N}]/u.test(each))
  const symbol = SYMBOLS[character]
  return {
    kind: symbol ? 'symbol' : kindOf(character, units),
    units: symbol ? [character + symbol] : units.map((unit) => unit + (DIGITS[unit] ?? '')),
    upper: /\p{Lu}/u.test(character),
    lower: /\p{Ll}/u.test(character),
    edge: symbol !== undefined || SPACELESS.test(character),
    plain: units.join(''),
  }
}

const SPACELESS = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u

function kindOf(character: string, units: string[]): Glyph['kind'] {
  if (/[\p{Cf}\u115f\u1160\u3164\uffa0]/u.test(character)) return 'invisible'
  if (/\p{M}/u.test(character)) return 'mark'
  if (units.length === 0 || /[™℠]/u.test(character)) return 'other'
  return units.every((unit) => /\p{N}/u.test(unit)) ? 'digit' : 'letter'
}

const DIGITS: Record<string, string> = {
  '0': 'o',
  '1': 'il',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
}
const SYMBOLS: Record<string, string> = { $: 's', '@': 'a', '!': 'i' }

/** Letters that decomposition leaves alone, and the Cyrillic, Greek and small-capital look-alikes of Latin ones. */
const LOOKS_LIKE = new Map<string, string>([
  ...Object.entries({
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ı: 'i',
    ħ: 'h',
  }),
  ...pairs('АВСЕНІЈКМОРЅТХУԚԜӀ', 'abcehijkmopstxyqwl'),
  ...pairs('авсеһіјкморѕтхуԁԛԝгӏѵɡɑ', 'abcehijkmopstxydqwrlvga'),
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'abezhikmnoptyx'),
  ...pairs('αβεηικνορτυχωγς', 'abenikvoptuxwys'),
  ...pairs('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnoprstuvwyz'),
])

function pairs(from: string, to: string): [string, string][] {
  return [...from].map((letter, index) => [letter, to.charAt(index)])
}
