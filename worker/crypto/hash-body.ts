import { toHex } from './hex.ts'

/** SHA-256 of a parsed body with its keys in order, so that only what was asked counts. */
export async function hashBody(body: Record<string, unknown>): Promise<string> {
  const text = JSON.stringify(body, Object.keys(body).sort())
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return toHex(hash)
}
