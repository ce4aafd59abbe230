import { formatNumber } from './format-number.ts'

/** `1,045 credits`, or with their kind: `50 free credits`. */
export function countCredits(credits: number, kind?: string): string {
  return [formatNumber(credits), kind, nameCredits(credits)].filter(Boolean).join(' ')
}

export function nameCredits(credits: number): string {
  return credits === 1 ? 'credit' : 'credits'
}
