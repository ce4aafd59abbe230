import { expect, it } from 'vitest'
import { formatPrice } from './format-price.ts'

it.each([
  [2900, 'usd', '$29'],
  [1450, 'usd', '$14.50'],
  [48.3, 'usd', '$0.48'],
  [0, 'usd', '$0'],
  [149_000, 'eur', '€1,490'],
])('formats %d cents of %s as %s', (cents, currency, text) => {
  expect(formatPrice(cents, currency)).toBe(text)
})
