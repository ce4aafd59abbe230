const encoder = new TextEncoder()

/** The HMAC that goes with an attempt's id in its webhook URL: only we can have made that URL. */
export async function signAttempt(secret: string, attemptId: string): Promise<string> {
  const signature = await crypto.subtle.sign(
    'HMAC',
    await importKey(secret),
    encoder.encode(attemptId),
  )
  return toHex(signature)
}

/** Whether `signature` is the one for `attemptId`; compared in constant time by the platform. */
export async function verifyAttempt(
  secret: string,
  attemptId: string,
  signature: string,
): Promise<boolean> {
  const given = fromHex(signature)
  if (given === null) return false
  return crypto.subtle.verify('HMAC', await importKey(secret), given, encoder.encode(attemptId))
}

function importKey(secret: string): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  return crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, [
    'sign',
    'verify',
  ])
}

export function toHex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The bytes of a hex text, or null when it isn't one. */
export function fromHex(hex: string): Uint8Array<ArrayBuffer> | null {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(hex)) return null
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16),
  )
}
