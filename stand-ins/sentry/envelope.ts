export type EnvelopeItem = { type: string; payload: unknown }

/** What a Sentry client sends in one request: `event_id` names the event that is in it, if any. */
export type Envelope = { eventId: string | null; items: EnvelopeItem[] }

/**
 * Reads an envelope: a line of JSON about it, then for each item a line of JSON and a payload, which
 * ends after `length` bytes if the line names one, else with its own line. A payload that isn't JSON
 * is kept as text. Throws on anything else.
 */
export function parseEnvelope(body: string): Envelope {
  const bytes = Buffer.from(body)
  const [head, start] = readLine(bytes, 0)
  const header = readHeader(head)
  const items: EnvelopeItem[] = []
  for (let at = start; at < bytes.length; ) {
    const [line, payloadStart] = readLine(bytes, at)
    if (line === '') {
      at = payloadStart
      continue
    }
    const { type, length } = readHeader(line)
    if (typeof type !== 'string') throw new Error('An item has no type')
    const end = typeof length === 'number' ? payloadStart + length : lineEnd(bytes, payloadStart)
    if (end > bytes.length) throw new Error('An item is shorter than it says')
    items.push({ type, payload: readPayload(bytes.toString('utf8', payloadStart, end)) })
    at = end + 1
  }
  return { eventId: typeof header.event_id === 'string' ? header.event_id : null, items }
}

function readLine(bytes: Buffer, start: number): [line: string, next: number] {
  const end = lineEnd(bytes, start)
  return [bytes.toString('utf8', start, end), end + 1]
}

function lineEnd(bytes: Buffer, start: number): number {
  const end = bytes.indexOf('\n', start)
  return end < 0 ? bytes.length : end
}

function readHeader(line: string): Record<string, unknown> {
  const header: unknown = JSON.parse(line)
  if (typeof header !== 'object' || header === null) throw new Error('A header is no object')
  return { ...header }
}

function readPayload(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
