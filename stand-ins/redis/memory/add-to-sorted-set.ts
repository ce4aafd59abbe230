import { RedisError, type Reply } from '../redis-backend.ts'
import type { Keyspace } from './keyspace.ts'
import { formatScore, parseScore, syntaxError } from './parse-arguments.ts'

const OPTIONS = ['NX', 'XX', 'GT', 'LT', 'CH', 'INCR']

/** ZADD: how many members were added (CH: or changed); with INCR the new score, null if a condition wasn't met. */
export function addToSortedSet(keyspace: Keyspace, [key = '', ...args]: string[]): Reply {
  const { options, pairs } = parse(args)
  const scores = keyspace.read(key, 'zset') ?? new Map<string, number>()
  let added = 0
  let changed = 0
  let result: number | null = null
  for (const [member, score] of pairs) {
    const current = scores.get(member)
    const next = options.has('INCR') ? (current ?? 0) + score : score
    if (Number.isNaN(next)) throw new RedisError('ERR resulting score is not a number (NaN)')
    if (isHeldBack(options, current, next)) continue
    result = next
    if (current === undefined) added += 1
    else if (current !== next) changed += 1
    scores.set(member, next)
  }
  if (scores.size > 0) keyspace.write(key, 'zset', scores, keyspace.find(key)?.expiresAt)
  if (options.has('INCR')) return result === null ? null : formatScore(result)
  return options.has('CH') ? added + changed : added
}

function isHeldBack(options: Set<string>, current: number | undefined, next: number): boolean {
  if (current === undefined) return options.has('XX')
  if (options.has('NX')) return true
  return (options.has('GT') && next <= current) || (options.has('LT') && next >= current)
}

function parse(args: string[]): { options: Set<string>; pairs: [string, number][] } {
  const isOption = (word: string) => OPTIONS.includes(word.toUpperCase())
  const first = args.findIndex((word) => !isOption(word))
  const options = new Set(args.slice(0, first).map((word) => word.toUpperCase()))
  const rest = first < 0 ? [] : args.slice(first)
  if (rest.length === 0 || rest.length % 2 !== 0) throw syntaxError()
  refuseContradictions(options, rest.length / 2)
  const pairs: [string, number][] = []
  for (let i = 0; i < rest.length; i += 2)
    pairs.push([rest[i + 1] ?? '', parseScore(rest[i] ?? '')])
  return { options, pairs }
}

function refuseContradictions(options: Set<string>, pairs: number): void {
  if (options.has('NX') && options.has('XX')) {
    throw new RedisError('ERR XX and NX options at the same time are not compatible')
  }
  if ([...options].filter((option) => ['GT', 'LT', 'NX'].includes(option)).length > 1) {
    throw new RedisError('ERR GT, LT, and/or NX options at the same time are not compatible')
  }
  if (options.has('INCR') && pairs > 1) {
    throw new RedisError('ERR INCR option supports a single increment-element pair')
  }
}
