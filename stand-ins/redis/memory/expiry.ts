import { RedisError, type Reply } from '../redis-backend.ts'
import type { Keyspace } from './keyspace.ts'
import { fitsInt64, parseInteger } from './parse-arguments.ts'

/** Units in which a command may name a time: `EX 5` is 5,000 ms from now, `PXAT` a Unix time in ms. */
const MILLISECONDS = { EX: 1000n, EXAT: 1000n, PX: 1n, PXAT: 1n }
export type ExpiryUnit = keyof typeof MILLISECONDS

export function isExpiryUnit(word: string): word is ExpiryUnit {
  return word in MILLISECONDS
}

/** The Unix time in milliseconds that an argument means. */
export function parseExpiry(text: string, unit: ExpiryUnit, command: string): number {
  const milliseconds = parseInteger(text) * MILLISECONDS[unit]
  const expiresAt = unit.endsWith('AT') ? milliseconds : milliseconds + BigInt(Date.now())
  if (!fitsInt64(milliseconds) || !fitsInt64(expiresAt)) throw invalidExpireTime(command)
  return Number(expiresAt)
}

export function invalidExpireTime(command: string): RedisError {
  return new RedisError(`ERR invalid expire time in '${command}' command`)
}

/** EXPIRE and PEXPIRE: key, time, and conditions on the present expiry. A time in the past deletes the key. */
export function expire(
  keyspace: Keyspace,
  args: string[],
  unit: ExpiryUnit,
  command: string,
): Reply {
  const [key = '', time = '', ...options] = args
  const conditions = parseConditions(options)
  const expiresAt = parseExpiry(time, unit, command)
  const entry = keyspace.find(key)
  if (!entry) return 0
  const current = entry.expiresAt
  if (conditions.has('NX') && current !== undefined) return 0
  if (conditions.has('XX') && current === undefined) return 0
  if (conditions.has('GT') && (current === undefined || expiresAt <= current)) return 0
  if (conditions.has('LT') && current !== undefined && expiresAt >= current) return 0
  entry.expiresAt = expiresAt
  return 1
}

function parseConditions(options: string[]): Set<string> {
  const conditions = new Set<string>()
  for (const option of options) {
    if (!['NX', 'XX', 'GT', 'LT'].includes(option.toUpperCase())) {
      throw new RedisError(`ERR Unsupported option ${option}`)
    }
    conditions.add(option.toUpperCase())
  }
  if (conditions.has('NX') && conditions.size > 1) {
    throw new RedisError('ERR NX and XX, GT or LT options at the same time are not compatible')
  }
  if (conditions.has('GT') && conditions.has('LT')) {
    throw new RedisError('ERR GT and LT options at the same time are not compatible')
  }
  return conditions
}

/** Milliseconds until the key expires; -1 when it doesn't, -2 when there is no key. */
export function remaining(keyspace: Keyspace, key: string): number {
  const entry = keyspace.find(key)
  if (!entry) return -2
  return entry.expiresAt === undefined ? -1 : entry.expiresAt - Date.now()
}

export function remainingSeconds(keyspace: Keyspace, key: string): number {
  const milliseconds = remaining(keyspace, key)
  return milliseconds < 0 ? milliseconds : Math.floor((milliseconds + 500) / 1000)
}

export function persist(keyspace: Keyspace, key: string): Reply {
  const entry = keyspace.find(key)
  if (entry?.expiresAt === undefined) return 0
  entry.expiresAt = undefined
  return 1
}
