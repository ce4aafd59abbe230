import { toHex } from './hex.ts'

/**
 * SHA-256 of a parsed body. The order of keys doesn't count, at any depth. Stored requests are
 * compared by it: the hash of a body may never change.
 */
export async function hashBody(body: Record<string, unknown>): Promise<string> {
  const text = JSON.stringify(body, keysWithin(body).sort())
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return toHex(hash)
}

/** `JSON.stringify` leaves out, at any depth, each key that it isn't given. */
function keysWithin(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysWithin(inner)])
}
