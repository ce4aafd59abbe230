import type { IncomingMessage } from 'node:http'

/** A request's body and its length. `text` is undefined when `bytes` passed the limit. */
export type Body = { text: string | undefined; bytes: number }

/**
 * Reads a request's body as UTF-8. A body over `maxBytes` is read to its end and thrown away,
 * because a client that is still sending would see a broken connection instead of an answer.
 */
export async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Body> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= maxBytes) chunks.push(chunk)
    else chunks.length = 0
  }
  return { text: bytes > maxBytes ? undefined : Buffer.concat(chunks).toString('utf8'), bytes }
}
