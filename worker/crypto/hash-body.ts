import { toHex } from './hex.ts'

/** Ignores the order of keys. It must never change: we compare stored requests by it. */
export async function hashBody(body: Record<string, unknown>): Promise<string> {
  const text = JSON.stringify(body, keysWithin(body).sort())
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return toHex(hash)
}

/** `JSON.stringify` leaves out each key, at any depth, that it isn't given. */
function keysWithin(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysWithin(inner)])
}
