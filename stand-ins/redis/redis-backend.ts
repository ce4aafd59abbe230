/** What a command answers, in RESP 2: maps are flat arrays, scores are strings. */
export type Reply = string | number | null | Reply[]

/** A command's refusal, in Redis' own words (`WRONGTYPE …`, `ERR …`). */
export class RedisError extends Error {}

export type Answer = Reply | RedisError

/**
 * Where commands are run: the in-process store or a real Redis; one contract suite holds for both.
 * Each keyspace is a database of its own. A command is its name, in upper or lower case, and its
 * arguments. A failed command *resolves* to a RedisError; only a broken backend rejects.
 */
export interface RedisBackend {
  run(keyspace: string, command: string[]): Promise<Answer>
  /** Runs all commands with nothing in between. Rejects with EXECABORT, running none, if one is malformed. */
  transact(keyspace: string, commands: string[][]): Promise<Answer[]>
  close(): Promise<void>
}

/** The answer to a transaction that holds an unknown command or a wrong number of arguments. */
export const ABORTED = 'EXECABORT Transaction discarded because of previous errors.'

export function unknownCommand([name = '', ...args]: string[]): RedisError {
  const beginning = args.map((arg) => `'${arg}' `).join('')
  return new RedisError(`ERR unknown command '${name}', with args beginning with: ${beginning}`)
}
