/** Which arguments of a command are keys. */
export type KeyPositions = 'none' | 'first' | 'all' | 'alternate'

const KEY_POSITIONS: Record<KeyPositions, string[]> = {
  none: ['PING', 'ECHO', 'DBSIZE', 'FLUSHDB'],
  all: ['DEL', 'EXISTS', 'MGET'],
  alternate: ['MSET'],
  first: [
    ...['GET', 'SET', 'GETDEL', 'INCR', 'INCRBY', 'DECR', 'DECRBY'],
    ...['TYPE', 'EXPIRE', 'PEXPIRE', 'TTL', 'PTTL', 'PERSIST'],
    ...['HSET', 'HGET', 'HGETALL', 'HDEL', 'HINCRBY'],
    ...['SADD', 'SREM', 'SMEMBERS', 'SISMEMBER'],
    ...['ZADD', 'ZRANGE', 'ZREMRANGEBYRANK', 'ZSCORE', 'ZCARD', 'ZREM'],
  ],
}

const BY_COMMAND = new Map(
  Object.entries(KEY_POSITIONS).flatMap(([positions, commands]) => {
    return commands.map((command) => [command, positions as KeyPositions]) // its keys are KeyPositions
  }),
)

/** Undefined for a command that the front doesn't know. */
export function keyPositions(command: string): KeyPositions | undefined {
  return BY_COMMAND.get(command.toUpperCase())
}
