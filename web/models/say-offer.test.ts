import { describe, expect, it } from 'vitest'
import type { Offer } from './offer.ts'
import { sayHints, sayLength, saySeed } from './say-offer.ts'

const words: Offer = {
  name: 'Songs',
  voice: 'free',
  prompt: { max: 300 },
  lyrics: { min: 10, max: 3000, required: false },
  length: 'hint',
  duration: { min: 15, max: 300, fallback: null },
  honours: [],
}
const exact: Offer = {
  ...words,
  length: 'exact',
  duration: { min: 15, max: 190, fallback: 120 },
  honours: ['duration', 'seed'],
}

describe('what the form says of wishes', () => {
  it('names those that the model gets as words of the prompt', () => {
    expect(sayHints(words)).toMatch(/^Genre, mood, tempo, key, and length are hints: they/)
    const almost = { ...words, honours: ['genre', 'mood', 'bpm', 'duration'] }
    expect(sayHints(almost)).toMatch(/exact\. Key is a hint: it/)
  })

  it('names those that are exact', () => {
    expect(sayHints(exact)).toMatch(/^Length and seed are exact\. Genre, mood, tempo, and key are/)
    expect(sayHints({ ...words, honours: ['seed'] })).toMatch(/^Seed is exact\./)
    const honours = ['genre', 'mood', 'bpm', 'key', 'duration', 'seed']
    expect(sayHints({ ...words, honours })).not.toMatch(/hint/)
  })

  it('says which lengths can be asked for, and what an empty field means', () => {
    expect(sayLength(words)).toBe('A hint, 15 to 300')
    expect(sayLength(exact)).toBe('Exact, 15 to 190. Left empty: 120')
  })

  it('says when a seed would change nothing, and which models take one', () => {
    const models = [
      { name: 'One', honours: ['seed' as const] },
      { name: 'Two', honours: ['seed' as const] },
      { name: 'Three', honours: [] },
    ]
    expect(saySeed(exact, models)).toMatch(/same track$/)
    expect(saySeed(words, models)).toBe('Songs takes none. One and Two would')
    expect(saySeed(words, [])).toBe('Songs takes none')
  })
})
