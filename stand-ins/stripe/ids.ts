import { randomBytes } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const LENGTH = 24

/** A new id of a kind: `newId('pi')` → `pi_…`. */
export function newId(prefix: string): string {
  // A byte modulo 62 favours a few letters slightly; nothing here needs to be unguessable.
  const letters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length])
  return `${prefix}_${letters.join('')}`
}

/** The time as Stripe counts it: whole seconds. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000)
}
