import type { ModelAnswer } from '../api/model-answer.ts'
import type { Offer } from './offer.ts'
import { takesSeed } from './takes-seed.ts'

/** Wishes and their names in the form. A model that doesn't honour a wish gets it as words of the prompt. */
const WISHES = [
  ['genre', 'genre'],
  ['mood', 'mood'],
  ['bpm', 'tempo'],
  ['key', 'key'],
  ['duration', 'length'],
] as const

/** Says which wishes are exact and which are hints. */
export function sayHints(offer: Offer): string {
  const isExact = ([wish]: (typeof WISHES)[number]) => offer.honours.includes(wish)
  const exact = [
    ...WISHES.filter(isExact).map(([, word]) => word),
    ...(takesSeed(offer) ? ['seed'] : []),
  ]
  const hints = WISHES.filter((wish) => !isExact(wish)).map(([, word]) => word)
  return [sayExact(exact), sayWords(hints)].filter(Boolean).join(' ')
}

function sayExact(words: string[]): string | null {
  if (words.length === 0) return null
  return `${list(words)} ${words.length === 1 ? 'is' : 'are'} exact.`
}

function sayWords(words: string[]): string | null {
  if (words.length === 0) return null
  return words.length === 1
    ? `${list(words)} is a hint: it goes into the prompt as words, and the model follows it as well as it can.`
    : `${list(words)} are hints: they go into the prompt as words, and the model follows them as well as it can.`
}

/** Says which lengths can be asked for, and what an empty field means. */
export function sayLength({ length, duration: { min, max, fallback } }: Offer): string {
  if (length === 'hint') return `A hint, ${min} to ${max}`
  return `Exact, ${min} to ${max}. Left empty: ${fallback}`
}

/** Says what a seed would do, or which models take one. */
export function saySeed(offer: Offer, models: Pick<ModelAnswer, 'name' | 'honours'>[]): string {
  if (takesSeed(offer)) return 'Same seed and wishes, same track'
  const takers = models.filter(takesSeed)
  const others = takers.length > 0 ? `. ${list(takers.map((model) => model.name))} would` : ''
  return `${offer.name} takes none${others}`
}

function list(words: string[]): string {
  const text = new Intl.ListFormat('en').format(words)
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
