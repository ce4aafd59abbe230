import { addToSortedSet } from './add-to-sorted-set.ts'
import type { CommandTable } from './command-table.ts'
import { formatScore, parseInteger, sliceBounds, syntaxError } from './parse-arguments.ts'

type SortedSet = Map<string, number>

export const sortedSetCommands: CommandTable = {
  ZADD: { arity: -4, run: addToSortedSet },
  ZRANGE: {
    arity: -4,
    run: (keyspace, [key = '', start = '', stop = '', ...options]) => {
      const words = parseRangeOptions(options)
      const [first, last] = [parseInteger(start), parseInteger(stop)]
      const members = ranked(keyspace.read(key, 'zset'))
      if (words.has('REV')) members.reverse()
      const range = members.slice(...sliceBounds(first, last, members.length))
      return words.has('WITHSCORES')
        ? range.flatMap(([member, score]) => [member, formatScore(score)])
        : range.map(([member]) => member)
    },
  },
  ZREMRANGEBYRANK: {
    arity: 4,
    run: (keyspace, [key = '', start = '', stop = '']) => {
      const [first, last] = [parseInteger(start), parseInteger(stop)]
      const scores = keyspace.read(key, 'zset')
      if (!scores) return 0
      const range = ranked(scores).slice(...sliceBounds(first, last, scores.size))
      for (const [member] of range) scores.delete(member)
      keyspace.deleteIfEmpty(key, scores)
      return range.length
    },
  },
  ZSCORE: {
    arity: 3,
    run: (keyspace, [key = '', member = '']) => {
      const score = keyspace.read(key, 'zset')?.get(member)
      return score === undefined ? null : formatScore(score)
    },
  },
  ZCARD: { arity: 2, run: (keyspace, [key = '']) => keyspace.read(key, 'zset')?.size ?? 0 },
  ZREM: {
    arity: -3,
    run: (keyspace, [key = '', ...members]) => {
      const scores = keyspace.read(key, 'zset')
      if (!scores) return 0
      const removed = members.filter((member) => scores.delete(member)).length
      keyspace.deleteIfEmpty(key, scores)
      return removed
    },
  },
}

/** REV at most once, WITHSCORES any number of times, as in Redis. */
function parseRangeOptions(options: string[]): Set<string> {
  const words = new Set<string>()
  for (const option of options.map((word) => word.toUpperCase())) {
    const known = option === 'WITHSCORES' || (option === 'REV' && !words.has(option))
    if (!known) throw syntaxError()
    words.add(option)
  }
  return words
}

/** Lowest score first; equal scores by the bytes of the member, as Redis orders them. */
function ranked(scores: SortedSet = new Map()): [string, number][] {
  return [...scores].sort(([left, leftScore], [right, rightScore]) => {
    if (leftScore !== rightScore) return leftScore < rightScore ? -1 : 1
    return Buffer.compare(Buffer.from(left), Buffer.from(right))
  })
}
