import { describe, expect, it } from 'vitest'
import { countSyllables, readLyrics } from './singable.ts'

describe('the syllables of a line', () => {
  it.each([
    ['Streetlights hum along the river', 8],
    ['Every window holds a flame', 8],
    ['Carry me home, carry me slow', 8],
    ['I wanted love', 4],
    ['made of stone', 3],
    ['table', 2],
    ['Où vas-tu, chérie ?', 4],
    ['…', 0],
  ])('are about as many as are sung: %s', (line, syllables) => {
    expect(Math.abs((countSyllables(line) ?? 99) - syllables)).toBeLessThanOrEqual(1)
  })

  it.each(['静かな夜', 'שלום עולם', 'Привет, мир', 'love 愛 love'])(
    'are not guessed where the script is not known: %s',
    (line) => {
      expect(countSyllables(line)).toBeNull()
    },
  )
})

it('tells tags, empty lines, and lines that are easy, long or short to sing', () => {
  const lyrics = [
    '[Verse]',
    'Streetlights hum along the river',
    '',
    'La la',
    'And every single window in the whole forgotten city holds a flame',
    '静かな夜',
    '[Bri',
  ]
  expect(readLyrics(lyrics.join('\n'))).toEqual(
    ['tag', 'good', 'blank', 'short', 'long', 'unknown', 'tag'].map((kind, at) => ({
      kind,
      text: lyrics[at],
    })),
  )
})
