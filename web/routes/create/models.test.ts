import { describe, expect, it } from 'vitest'
import { findLimits, type ModelAnswer, sayHints } from './models.ts'

const short: ModelAnswer = {
  id: 'minimax-music-2',
  name: 'Short',
  vocals: true,
  instrumental: false,
  prompt: { min: 1, max: 300 },
  lyrics: { min: 10, max: 3000, required: true },
  length: 'hint',
  durationSeconds: { min: 15, max: 300 },
  honours: [],
  credits: { perTrack: 5 },
}
const exact: ModelAnswer = {
  ...short,
  id: 'minimax-music-2.5',
  prompt: { min: 1, max: 2000 },
  length: 'exact',
  honours: ['genre', 'mood', 'bpm', 'key'],
}

describe('the limits that the form counts against', () => {
  it('are the chosen model’s', () => {
    expect(findLimits([short, exact], 'minimax-music-2')).toEqual({ prompt: 300, lyrics: 3000 })
  })

  it('are the widest while the model is chosen automatically', () => {
    expect(findLimits([short, exact], 'auto')).toEqual({ prompt: 2000, lyrics: 3000 })
  })
})

describe('what is said about hints', () => {
  it('names the wishes that the chosen model hears only as words', () => {
    expect(sayHints([{ ...exact, honours: ['genre', 'mood', 'bpm'] }], exact.id)).toMatch(
      /^Key is a hint/,
    )
  })

  it('is nothing when the model takes every wish exactly', () => {
    expect(sayHints([short, exact], exact.id)).toBeNull()
  })

  it('covers any model that may be picked while the choice is automatic', () => {
    expect(sayHints([short, exact], 'auto')).toMatch(
      /^Genre, mood, tempo, key, and length are hints/,
    )
  })
})
