import { createClient, ErrorReply, MultiErrorReply } from 'redis'
import { keyPositions } from './key-positions.ts'
import {
  ABORTED,
  type Answer,
  type RedisBackend,
  RedisError,
  type Reply,
  unknownCommand,
} from './redis-backend.ts'

const COUNT_KEYS = `return #redis.call('KEYS', ARGV[1])`
const DELETE_KEYS = `for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end
return redis.status_reply('OK')`

/** Runs the commands of `keyPositions` on a real Redis; a keyspace is a prefix of its keys. */
export async function connectRealRedis(url: string): Promise<RedisBackend> {
  let connected = false
  const client = createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (retries) => (connected ? Math.min(retries * 50, 500) : false) },
  })
  // Commands that are sent while the server is away fail on their own.
  client.on('error', () => undefined)
  await client.connect().catch(() => {
    throw new Error(`No Redis answers at ${url}.`)
  })
  connected = true

  return {
    async run(keyspace, command) {
      const scoped = scope(keyspace, command)
      if (!scoped) return unknownCommand(command)
      return client.sendCommand<Reply>(scoped).catch(toAnswer)
    },
    async transact(keyspace, commands) {
      const multi = client.multi()
      for (const command of commands) {
        const scoped = scope(keyspace, command)
        if (!scoped) throw new RedisError(ABORTED)
        multi.addCommand(scoped)
      }
      try {
        // Replies to raw commands aren't transformed: this is RESP 2 as it came.
        return (await multi.exec()) as unknown as Reply[]
      } catch (error) {
        if (error instanceof MultiErrorReply) return error.replies.map(toReply)
        throw error instanceof ErrorReply ? new RedisError(ABORTED) : error
      }
    },
    async close() {
      client.destroy()
    },
  }
}

/** The command with its keys moved into the keyspace; undefined when we don't know which arguments are keys. */
function scope(keyspace: string, [name = '', ...args]: string[]): string[] | undefined {
  const positions = keyPositions(name)
  if (!positions) return undefined
  const script = wholeKeyspaceScript(name, args)
  if (script) return ['EVAL', script, '0', `${escapeGlob(prefixOf(keyspace))}*`]
  const isKey = (index: number) => {
    if (positions === 'first') return index === 0
    return positions === 'all' || (positions === 'alternate' && index % 2 === 0)
  }
  return [name, ...args.map((arg, index) => (isKey(index) ? prefixOf(keyspace) + arg : arg))]
}

/** DBSIZE and FLUSHDB apply to the keyspace, not the server. The server refuses malformed ones. */
function wholeKeyspaceScript(name: string, args: string[]): string | undefined {
  const command = [name, ...args].join(' ').toUpperCase()
  if (command === 'DBSIZE') return COUNT_KEYS
  return ['FLUSHDB', 'FLUSHDB ASYNC', 'FLUSHDB SYNC'].includes(command) ? DELETE_KEYS : undefined
}

/** A token can't contain a space, so no keyspace's prefix begins another's. */
function prefixOf(keyspace: string): string {
  return `${keyspace} `
}

function escapeGlob(text: string): string {
  return text.replace(/[\\*?[\]^-]/g, '\\$&')
}

function toAnswer(error: unknown): RedisError {
  if (error instanceof ErrorReply) return new RedisError(error.message)
  throw error
}

function toReply(reply: unknown): Answer {
  // What isn't an error in EXEC's answer is a RESP 2 value.
  return reply instanceof ErrorReply ? new RedisError(reply.message) : (reply as Reply)
}
