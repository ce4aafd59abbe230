/** mask: one mark such as "*". joiner: others, as in "AC/DC". break: no name reaches across it. */
export type Gap = 'none' | 'mask' | 'joiner' | 'space' | 'break'

/** `as`: what it may stand for, the literal letter first. A phrase may begin where it `opens`. */
export type Letter = {
  as: string
  kind: Glyph['kind']
  from: number
  to: number
  gap: Gap
  word: number
  opens: boolean
  closes: boolean
}
export type Word = { plain: string; capital: boolean; shout: boolean; gap: Gap }
export type Script = { letters: Letter[]; words: Word[] }

export function readLetters(text: string): Script {
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

/** "$" is a letter anywhere; "!" and "@" only before one, else they end or begin something. */
function isLetterHere(text: string, symbol: string, next: number): boolean {
  if (symbol === '$') return true
  LETTER_AHEAD.lastIndex = next
  return LETTER_AHEAD.test(text)
}

/** Bounded, to keep long runs of symbols linear. */
const LETTER_AHEAD = /[\p{M}\p{Cf}$@!]{0,16}[\p{L}\p{N}]/uy

/** In a word without letters, digits and symbols stand only for themselves. */
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

/** "ß" has two units; "1" is one, which may stand for "1", "i" or "l". */
type Glyph = {
  kind: 'letter' | 'digit' | 'symbol' | 'mark' | 'invisible' | 'other'
  units: string[]
  upper: boolean
  lower: boolean
  /** A phrase may begin and end at this character, even inside a word. */
  edge: boolean
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

/** What decomposition leaves alone, and Cyrillic, Greek and small-capital look-alikes. */
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
