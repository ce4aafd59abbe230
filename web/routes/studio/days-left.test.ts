import { expect, it } from 'vitest'
import { daysLeft } from './days-left.ts'

it.each([
  ['2026-11-29T10:00:00Z', '30 days left'],
  ['2026-11-28T10:00:00Z', '29 days left'],
  ['2026-10-30T11:00:00Z', '1 day left'],
  ['2026-10-01T00:00:00Z', '0 days left'],
])('counts from %s', (deletedAt, words) => {
  expect(daysLeft(deletedAt, Date.parse('2026-11-29T10:00:00Z'))).toBe(words)
})
