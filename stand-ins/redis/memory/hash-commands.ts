import type { CommandTable } from './command-table.ts'
import { addIntegers, parseInteger, wrongNumberOfArguments } from './parse-arguments.ts'

export const hashCommands: CommandTable = {
  HSET: {
    arity: -4,
    run: (keyspace, [key = '', ...pairs]) => {
      if (pairs.length % 2 !== 0) throw wrongNumberOfArguments('hset')
      const hash = keyspace.readOr(key, 'hash', new Map())
      const before = hash.size
      for (let i = 0; i < pairs.length; i += 2) hash.set(pairs[i] ?? '', pairs[i + 1] ?? '')
      return hash.size - before
    },
  },
  HGET: {
    arity: 3,
    run: (keyspace, [key = '', field = '']) => keyspace.read(key, 'hash')?.get(field) ?? null,
  },
  HGETALL: {
    arity: 2,
    run: (keyspace, [key = '']) => [...(keyspace.read(key, 'hash') ?? [])].flat(),
  },
  HDEL: {
    arity: -3,
    run: (keyspace, [key = '', ...fields]) => {
      const hash = keyspace.read(key, 'hash')
      if (!hash) return 0
      const deleted = fields.filter((field) => hash.delete(field)).length
      keyspace.deleteIfEmpty(key, hash)
      return deleted
    },
  },
  HINCRBY: {
    arity: 4,
    run: (keyspace, [key = '', field = '', by = '']) => {
      const increment = parseInteger(by)
      const current = keyspace.read(key, 'hash')?.get(field) ?? '0'
      const sum = addIntegers(parseInteger(current, 'ERR hash value is not an integer'), increment)
      keyspace.readOr(key, 'hash', new Map()).set(field, String(sum))
      return Number(sum)
    },
  },
}
