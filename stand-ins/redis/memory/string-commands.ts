import { RedisError, type Reply } from '../redis-backend.ts'
import type { CommandTable } from './command-table.ts'
import { type ExpiryUnit, invalidExpireTime, isExpiryUnit, parseExpiry } from './expiry.ts'
import type { Keyspace } from './keyspace.ts'
import {
  addIntegers,
  parseInteger,
  syntaxError,
  wrongNumberOfArguments,
} from './parse-arguments.ts'

export const stringCommands: CommandTable = {
  GET: { arity: 2, run: (keyspace, [key = '']) => keyspace.read(key, 'string') ?? null },
  SET: { arity: -3, run: set },
  GETDEL: {
    arity: 2,
    run: (keyspace, [key = '']) => {
      const value = keyspace.read(key, 'string')
      keyspace.delete(key)
      return value ?? null
    },
  },
  INCR: { arity: 2, run: (keyspace, [key = '']) => increment(keyspace, key, 1n) },
  DECR: { arity: 2, run: (keyspace, [key = '']) => increment(keyspace, key, -1n) },
  INCRBY: {
    arity: 3,
    run: (keyspace, [key = '', by = '']) => increment(keyspace, key, parseInteger(by)),
  },
  DECRBY: {
    arity: 3,
    run: (keyspace, [key = '', by = '']) => {
      const decrement = parseInteger(by)
      if (decrement === -(2n ** 63n)) throw new RedisError('ERR decrement would overflow')
      return increment(keyspace, key, -decrement)
    },
  },
  MGET: {
    arity: -2,
    run: (keyspace, keys) => {
      return keys.map((key) => {
        const entry = keyspace.find(key)
        return entry?.type === 'string' ? entry.value : null
      })
    },
  },
  MSET: {
    arity: -3,
    run: (keyspace, args) => {
      if (args.length % 2 !== 0) throw wrongNumberOfArguments('mset')
      for (let i = 0; i < args.length; i += 2) {
        keyspace.write(args[i] ?? '', 'string', args[i + 1] ?? '', undefined)
      }
      return 'OK'
    },
  },
}

type SetOptions = {
  condition?: 'NX' | 'XX'
  get?: true
  keepTtl?: true
  expiry?: { unit: ExpiryUnit; time: string }
}

function set(keyspace: Keyspace, [key = '', value = '', ...words]: string[]): Reply {
  const { condition, get, keepTtl, expiry } = parseSetOptions(words)
  const expiresAt = expiry && parseExpiry(expiry.time, expiry.unit, 'set')
  if (expiry && parseInteger(expiry.time) <= 0n) throw invalidExpireTime('set')
  const old = get && (keyspace.read(key, 'string') ?? null)
  const entry = keyspace.find(key)
  const met = condition === undefined || (condition === 'NX') === (entry === undefined)
  if (met) keyspace.write(key, 'string', value, keepTtl ? entry?.expiresAt : expiresAt)
  if (get) return old ?? null
  return met ? 'OK' : null
}

function parseSetOptions(words: string[]): SetOptions {
  const options: SetOptions = {}
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]?.toUpperCase() ?? ''
    const time = words[i + 1]
    if ((word === 'NX' || word === 'XX') && (options.condition ?? word) === word) {
      options.condition = word
    } else if (word === 'GET') {
      options.get = true
    } else if (word === 'KEEPTTL' && !options.expiry) {
      options.keepTtl = true
    } else if (isExpiryUnit(word) && !options.keepTtl && time !== undefined) {
      if (options.expiry && options.expiry.unit !== word) throw syntaxError()
      options.expiry = { unit: word, time }
      i += 1
    } else throw syntaxError()
  }
  return options
}

function increment(keyspace: Keyspace, key: string, by: bigint): Reply {
  const sum = addIntegers(parseInteger(keyspace.read(key, 'string') ?? '0'), by)
  keyspace.write(key, 'string', String(sum), keyspace.find(key)?.expiresAt)
  return Number(sum)
}
