import { randomBytes } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const LENGTH = 24

/** A new id of a kind: `newId('pi')` → `pi_…`. */
export function newId(prefix: string): string {
  // A byte modulo 62 slightly favours a few letters; these ids may be guessable.
  const letters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length])
  return `${prefix}_${letters.join('')}`
}

/** Unix time in whole seconds, as Stripe has it. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000)
}
