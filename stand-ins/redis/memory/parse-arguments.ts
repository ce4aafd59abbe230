import { RedisError } from '../redis-backend.ts'

const INT64_MAX = 2n ** 63n - 1n
const INT64_MIN = -(2n ** 63n)

export function syntaxError(): RedisError {
  return new RedisError('ERR syntax error')
}

export function wrongNumberOfArguments(command: string): RedisError {
  return new RedisError(`ERR wrong number of arguments for '${command.toLowerCase()}' command`)
}

/** A 64-bit integer as Redis accepts it: no plus, no spaces, no leading zeros. */
export function parseInteger(
  text: string,
  complaint = 'ERR value is not an integer or out of range',
): bigint {
  const value = /^(0|-?[1-9]\d*)$/.test(text) ? BigInt(text) : undefined
  if (value === undefined || !fitsInt64(value)) throw new RedisError(complaint)
  return value
}

export function fitsInt64(value: bigint): boolean {
  return value >= INT64_MIN && value <= INT64_MAX
}

export function addIntegers(left: bigint, right: bigint): bigint {
  const sum = left + right
  if (!fitsInt64(sum)) throw new RedisError('ERR increment or decrement would overflow')
  return sum
}

/** A score: a decimal number or an infinity. Overflow and underflow are refused. */
export function parseScore(text: string): number {
  const infinity = /^([+-]?)inf(?:inity)?$/i.exec(text)
  if (infinity) return infinity[1] === '-' ? -Infinity : Infinity
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  const underflow = value === 0 && /[1-9]/.test(text.replace(/e.*/i, ''))
  if (!Number.isFinite(value) || underflow) throw new RedisError('ERR value is not a valid float')
  return value
}

export function formatScore(score: number): string {
  if (Object.is(score, -0)) return '-0'
  return Number.isFinite(score) ? String(score) : score > 0 ? 'inf' : '-inf'
}

/**
 * The members of a list of `length` between two ranks, both included and counted from the end when
 * negative, as [start, end) for slice().
 */
export function sliceBounds(start: bigint, stop: bigint, length: number): [number, number] {
  const fromEnd = (rank: bigint) => Number(rank < 0n ? rank + BigInt(length) : rank)
  const first = Math.max(fromEnd(start), 0)
  return [first, Math.max(fromEnd(stop) + 1, first)]
}
