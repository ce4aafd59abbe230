const CAUSES_MAX = 5

/** Where a message begins to quote its input. */
const QUOTES = [', command was:', ', "', ', ..."', ': "'] as const

/**
 * A copy for operators: name, stack and causes stay; quoted input, e-mail addresses and the query part of
 * URLs go. A failed query says only that it failed; its cause says why. Other properties are not copied.
 */
export function redactError(thrown: unknown, depth = 0): Error {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const safe = new Error(redactMessage(error))
  safe.name = error.name
  safe.stack = `${safe.name}: ${safe.message}${framesOf(error)}`
  if (error.cause instanceof Error && depth < CAUSES_MAX)
    safe.cause = redactError(error.cause, depth + 1)
  return safe
}

export function describeError(error: Error): string {
  const whole = error.stack ?? `${error.name}: ${error.message}`
  return error.cause instanceof Error ? `${whole}\ncaused by ${describeError(error.cause)}` : whole
}

function redactMessage(error: Error): string {
  if ('query' in error && 'params' in error) return 'A query failed'
  const ends = QUOTES.map((quote) => error.message.indexOf(quote)).filter((end) => end >= 0)
  return error.message
    .slice(0, Math.min(error.message.length, ...ends))
    .replace(/[^\s"'<>(,:]+@[^\s"'<>),:]+/g, '[address]')
    .replace(/(\w+:\/\/[^\s?#]+)[?#]\S*/g, '$1')
}

/** A stack begins with the name and the message; the frames follow. */
function framesOf({ stack = '', message }: Error): string {
  const head = stack.indexOf(message)
  if (head < 0) return ''
  const rest = stack.slice(head + message.length)
  const frames = rest.indexOf('\n')
  return frames < 0 ? '' : rest.slice(frames)
}
