import type { Reply } from '../redis-backend.ts'
import type { Keyspace } from './keyspace.ts'

/**
 * One command of the in-process store. `arity` counts the name too, as Redis does, and is a
 * minimum when negative. `run` gets the arguments after the name, already counted; throws RedisError.
 */
export type Command = { arity: number; run(keyspace: Keyspace, args: string[]): Reply }

export type CommandTable = Record<string, Command>
