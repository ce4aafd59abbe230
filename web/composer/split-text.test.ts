import fc from 'fast-check'
import { expect, it } from 'vitest'
import { markWords, splitText } from './split-text.ts'

it('cuts a text at its marks', () => {
  const marks = [
    ...markWords('a ballad, a waltz', 'waltz', 'refused'),
    ...markWords('a ballad, a waltz', 'a ', 'added'),
  ]
  expect(splitText('a ballad, a waltz', marks)).toEqual([
    { text: 'a ', kind: 'added', from: 0 },
    { text: 'ballad, ', kind: null, from: 2 },
    { text: 'a ', kind: 'added', from: 10 },
    { text: 'waltz', kind: 'refused', from: 12 },
  ])
  expect(splitText('', [])).toEqual([])
  expect(markWords('anything', '', 'refused')).toEqual([])
})

/** Of two letters, so that marks often overlap. */
const few = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 })

it('loses no letter, whatever is marked', () => {
  fc.assert(
    fc.property(few, fc.array(few), (text, words) => {
      const marks = words.flatMap((word) => markWords(text, word, 'mark'))
      expect(
        splitText(text, marks)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text)
    }),
  )
})
