import { type Answer, RedisError, type Reply } from './redis-backend.ts'

export type RestAnswer = { result: Reply } | { error: string }

/** An answer as it goes into JSON; errors are never encoded. */
export function restAnswer(answer: Answer, base64: boolean): RestAnswer {
  if (answer instanceof RedisError) return { error: answer.message }
  // The client doesn't decode a bare OK, but it does one inside an array.
  return { result: base64 && answer !== 'OK' ? encode(answer) : answer }
}

function encode(reply: Reply): Reply {
  if (typeof reply === 'string') return Buffer.from(reply).toString('base64')
  return Array.isArray(reply) ? reply.map(encode) : reply
}
