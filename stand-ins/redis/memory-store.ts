import type { Command } from './memory/command-table.ts'
import { hashCommands } from './memory/hash-commands.ts'
import { keyCommands } from './memory/key-commands.ts'
import { Keyspace } from './memory/keyspace.ts'
import { wrongNumberOfArguments } from './memory/parse-arguments.ts'
import { setCommands } from './memory/set-commands.ts'
import { sortedSetCommands } from './memory/sorted-set-commands.ts'
import { stringCommands } from './memory/string-commands.ts'
import {
  ABORTED,
  type Answer,
  type RedisBackend,
  RedisError,
  unknownCommand,
} from './redis-backend.ts'

const COMMANDS = new Map(
  Object.entries({
    ...keyCommands,
    ...stringCommands,
    ...hashCommands,
    ...setCommands,
    ...sortedSetCommands,
  }),
)

/** A Redis without a server: the commands the studio uses, with Redis' semantics and error texts. */
export class MemoryStore implements RedisBackend {
  readonly #keyspaces = new Map<string, Keyspace>()

  async run(keyspace: string, command: string[]): Promise<Answer> {
    return this.#execute(keyspace, command)
  }

  async transact(keyspace: string, commands: string[][]): Promise<Answer[]> {
    if (commands.some((command) => resolve(command) instanceof RedisError))
      throw new RedisError(ABORTED)
    return commands.map((command) => this.#execute(keyspace, command))
  }

  async close(): Promise<void> {
    this.#keyspaces.clear()
  }

  #execute(name: string, command: string[]): Answer {
    const keyspace = this.#keyspaces.get(name) ?? new Keyspace()
    this.#keyspaces.set(name, keyspace)
    const resolved = resolve(command)
    if (resolved instanceof RedisError) return resolved
    try {
      return resolved.run(keyspace, command.slice(1))
    } catch (error) {
      if (error instanceof RedisError) return error
      throw error
    }
  }
}

function resolve(command: string[]): Command | RedisError {
  const name = command[0] ?? ''
  const known = COMMANDS.get(name.toUpperCase())
  if (!known) return unknownCommand(command)
  const fits = known.arity < 0 ? command.length >= -known.arity : command.length === known.arity
  return fits ? known : wrongNumberOfArguments(name)
}
