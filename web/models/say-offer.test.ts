import { expect, it } from 'vitest'
import { readOffer } from './offer.ts'
import { sayLength } from './say-offer.ts'

const offer = readOffer([], 'auto', 300)

it('says which lengths can be asked for, and what an empty field means', () => {
  const hint = {
    ...offer,
    length: 'hint' as const,
    duration: { min: 15, max: 300, fallback: null },
  }
  expect(sayLength(hint)).toBe('About 15–300 s')
  const exact = { length: 'exact' as const, duration: { min: 15, max: 190, fallback: 120 } }
  expect(sayLength({ ...offer, ...exact })).toBe('Exactly 15–190 s (120 if empty)')
})
