import { expect, it } from 'vitest'
import { mutate } from './mutation.ts'

const bug = (find: string, replace: string) => ({
  name: 'a bug',
  file: 'a.ts',
  find,
  replace,
  test: 'a.test.ts',
})

it('replaces what it finds and leaves the rest of the source as it is', () => {
  expect(mutate('one(1)\n  two(2)\nthree(3)\n', bug('two(2)', 'four(4)'))).toBe(
    'one(1)\n  four(4)\nthree(3)\n',
  )
})

it.each([
  ['on one line', 'call(first, { second: 2 })'],
  ['over several lines', 'call(\n  first,\n  {\n    second: 2\n  }\n)'],
  ['with the commas that a formatter adds', 'call(\n  first,\n  {\n    second: 2,\n  },\n)'],
  ['without white space', 'call(first,{second:2})'],
])('finds the same code %s, whichever way it is named', (_, source) => {
  const ways = [
    'call(first, { second: 2 })',
    ' call(first,{second:2,})\n',
    'call( first, { second:\n2 } )',
  ]
  for (const find of ways) expect(mutate(`a = ${source};`, bug(find, 'b'))).toBe('a = b;')
})

it.each([
  ['a longer word', 'const total = prices', 'price'],
  ['a word that ends alike', 'const total = unpaid', 'paid'],
  ['two words for one', 'return else', 'returnelse'],
  ['one word for two', 'returnelse', 'return else'],
  ['another sign', 'a.b', 'a,b'],
  ['nothing at all', 'const total = 1', '[0-9]'],
])('refuses %s', (_, source, find) => {
  expect(() => mutate(source, bug(find, ''))).toThrow(
    '"a bug" can\'t be planted: what it replaces does not occur in a.ts.',
  )
})

it('refuses what stands twice, also over other line breaks', () => {
  expect(() => mutate('f(a, b)\nf(\n  a,\n  b,\n)', bug('f(a, b)', ''))).toThrow(
    '"a bug" can\'t be planted: what it replaces occurs 2 times in a.ts.',
  )
})

it('takes the replacement as it is', () => {
  expect(mutate('a(b)', bug('a(b)', "'$&' + `$1`\n"))).toBe("'$&' + `$1`\n")
})
