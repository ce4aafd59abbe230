import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseRange, selectBytes } from './byte-range.ts'

it.each([
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=5-', { first: 5, last: Number.POSITIVE_INFINITY }],
  ['bytes=-7', { lastBytes: 7 }],
  ['Bytes=1-2', { first: 1, last: 2 }],
])('reads %s', (header, range) => {
  expect(parseRange(header)).toEqual(range)
})

it.each([
  null,
  '',
  'bytes',
  'bytes=',
  'bytes=-',
  'bytes=5-2',
  'bytes=a-b',
  'bytes=1-2,4-5',
  'items=0-1',
  'bytes=--1',
  'bytes=1.5-2',
])('ignores %s', (header) => {
  expect(parseRange(header)).toBeNull()
})

it('selects exactly the bytes that the file has of the range', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(60), fc.nat(60), (size, a, b) => {
      const bytes = Array.from({ length: size }, (_, index) => index)
      const slice = (range: { offset: number; length: number } | null) =>
        range === null ? [] : bytes.slice(range.offset, range.offset + range.length)
      const [first, last] = a <= b ? [a, b] : [b, a]
      const fromTo = selectBytes({ first, last }, size)
      expect(slice(fromTo)).toEqual(bytes.slice(first, last + 1))
      expect(slice(selectBytes({ lastBytes: a }, size))).toEqual(a === 0 ? [] : bytes.slice(-a))
      if (fromTo !== null) expect(fromTo.offset + fromTo.length).toBeLessThanOrEqual(size)
      if (first >= size) expect(fromTo).toBeNull()
    }),
  )
})
