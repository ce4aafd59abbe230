const CAUSES_MAX = 5

const QUOTE_STARTS = [', command was:', ', "', ', ..."', ': "'] as const

/** For operators. Drops quoted input, addresses, the query part of URLs, and all but name, message, stack and causes. */
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
  const ends = QUOTE_STARTS.map((quote) => error.message.indexOf(quote)).filter((end) => end >= 0)
  return error.message
    .slice(0, Math.min(error.message.length, ...ends))
    .replace(/[^\s"'<>(,:]+@[^\s"'<>),:]+/g, '[address]')
    .replace(/(\w+:\/\/[^\s?#]+)[?#]\S*/g, '$1')
}

function framesOf({ stack = '', message }: Error): string {
  const head = stack.indexOf(message)
  if (head < 0) return ''
  const rest = stack.slice(head + message.length)
  const frames = rest.indexOf('\n')
  return frames < 0 ? '' : rest.slice(frames)
}
