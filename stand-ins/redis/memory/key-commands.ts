import type { CommandTable } from './command-table.ts'
import { expire, persist, remaining, remainingSeconds } from './expiry.ts'
import { syntaxError, wrongNumberOfArguments } from './parse-arguments.ts'

export const keyCommands: CommandTable = {
  PING: {
    arity: -1,
    run: (_, args) => {
      if (args.length > 1) throw wrongNumberOfArguments('ping')
      return args[0] ?? 'PONG'
    },
  },
  ECHO: { arity: 2, run: (_, [message = '']) => message },
  DEL: { arity: -2, run: (keyspace, keys) => keys.filter((key) => keyspace.delete(key)).length },
  EXISTS: { arity: -2, run: (keyspace, keys) => keys.filter((key) => keyspace.find(key)).length },
  TYPE: { arity: 2, run: (keyspace, [key = '']) => keyspace.find(key)?.type ?? 'none' },
  EXPIRE: { arity: -3, run: (keyspace, args) => expire(keyspace, args, 'EX', 'expire') },
  PEXPIRE: { arity: -3, run: (keyspace, args) => expire(keyspace, args, 'PX', 'pexpire') },
  TTL: { arity: 2, run: (keyspace, [key = '']) => remainingSeconds(keyspace, key) },
  PTTL: { arity: 2, run: (keyspace, [key = '']) => remaining(keyspace, key) },
  PERSIST: { arity: 2, run: (keyspace, [key = '']) => persist(keyspace, key) },
  DBSIZE: { arity: 1, run: (keyspace) => keyspace.size() },
  FLUSHDB: {
    arity: -1,
    run: (keyspace, args) => {
      const known = args.length === 0 || /^(async|sync)$/i.test(args.join(' '))
      if (!known) throw syntaxError()
      keyspace.clear()
      return 'OK'
    },
  },
}
