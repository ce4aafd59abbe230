import type { Reply } from '../redis-backend.ts'
import type { Keyspace } from './keyspace.ts'

/**
 * One command of the in-process store. `arity` counts its name too, as Redis does; negative is a
 * minimum. `run` gets the arguments after the name, as many as the arity says, and throws RedisError.
 */
export type Command = { arity: number; run(keyspace: Keyspace, args: string[]): Reply }

export type CommandTable = Record<string, Command>
