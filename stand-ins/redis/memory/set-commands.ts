import type { CommandTable } from './command-table.ts'

export const setCommands: CommandTable = {
  SADD: {
    arity: -3,
    run: (keyspace, [key = '', ...members]) => {
      const set = keyspace.readOr(key, 'set', new Set())
      const before = set.size
      for (const member of members) set.add(member)
      return set.size - before
    },
  },
  SREM: {
    arity: -3,
    run: (keyspace, [key = '', ...members]) => {
      const set = keyspace.read(key, 'set')
      if (!set) return 0
      const removed = members.filter((member) => set.delete(member)).length
      keyspace.deleteIfEmpty(key, set)
      return removed
    },
  },
  SMEMBERS: { arity: 2, run: (keyspace, [key = '']) => [...(keyspace.read(key, 'set') ?? [])] },
  SISMEMBER: {
    arity: 3,
    run: (keyspace, [key = '', member = '']) =>
      Number(keyspace.read(key, 'set')?.has(member) ?? false),
  },
}
