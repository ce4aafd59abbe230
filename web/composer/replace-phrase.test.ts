import { expect, it } from 'vitest'
import { replacePhrase } from './replace-phrase.ts'

it.each([
  [
    'a ballad like Adele, Adele twice',
    'Adele',
    'warm pop',
    'a ballad like warm pop, warm pop twice',
  ],
  ['Star Wars march at dawn', 'Star Wars', '', 'march at dawn'],
  ['a march of Star Wars at dawn', 'Star Wars', '', 'a march of at dawn'],
  ['costs $& more', '$&', 'a dollar', 'costs a dollar more'],
  ['in the style of X', 'X', '$& and $1', 'in the style of $& and $1'],
])('puts a rewording into %j in the place of %j', (text, phrase, rewording, replaced) => {
  expect(replacePhrase(text, phrase, rewording)).toBe(replaced)
})
