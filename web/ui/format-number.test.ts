import { expect, it } from 'vitest'
import { formatChange, formatNumber } from './format-number.ts'

it.each([
  [0, '0'],
  [50, '50'],
  [12_045, '12,045'],
  [-5, '−5'],
])('formats %d as %s', (number, text) => {
  expect(formatNumber(number)).toBe(text)
})

it.each([
  [300, '+300'],
  [0, '0'],
  [-0, '0'],
  [-1_500, '−1,500'],
])('formats a change of %d as %s', (change, text) => {
  expect(formatChange(change)).toBe(text)
})
