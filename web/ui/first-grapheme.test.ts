import { expect, it } from 'vitest'
import { firstGrapheme } from './first-grapheme.ts'

it.each([
  ['Ada', 'A'],
  ['🎵 Ada', '🎵'],
  [' 👩‍🚀 Bo', '👩‍🚀'],
  ['E\u0301va', 'E\u0301'],
  ['🇵🇱', '🇵🇱'],
  ['', ''],
])('takes one letter of %j', (text, first) => {
  expect(firstGrapheme(text)).toBe(first)
})
