import { formatNumber } from './format-number.ts'

/** `1,045 credits`, or with what kind they are: `50 free credits`. */
export function countCredits(credits: number, kind?: string): string {
  const noun = credits === 1 ? 'credit' : 'credits'
  return [formatNumber(credits), kind, noun].filter(Boolean).join(' ')
}
