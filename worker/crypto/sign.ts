import { fromHex, toHex } from './hex.ts'

const HMAC_SHA256 = { name: 'HMAC', hash: 'SHA-256' }

const encoder = new TextEncoder()

/** HMAC-SHA256 in hex. It doesn't bind a purpose, so the texts of two uses must never look alike. */
export async function sign(secret: string, text: string): Promise<string> {
  const key = await importKey(secret, 'sign')
  return toHex(await crypto.subtle.sign('HMAC', key, encoder.encode(text)))
}

/** In constant time. */
export async function verify(secret: string, text: string, signature: string): Promise<boolean> {
  const given = fromHex(signature)
  if (given === null) return false
  const key = await importKey(secret, 'verify')
  return crypto.subtle.verify('HMAC', key, given, encoder.encode(text))
}

function importKey(secret: string, usage: 'sign' | 'verify'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', encoder.encode(secret), HMAC_SHA256, false, [usage])
}
