import type { Offer } from './offer.ts'

/** Says which lengths can be asked for, and what an empty field means. */
export function sayLength({ length, duration: { min, max, fallback } }: Offer): string {
  if (length === 'hint') return `About ${min}–${max} s`
  return `Exactly ${min}–${max} s (${fallback} if empty)`
}
