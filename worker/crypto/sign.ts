import { fromHex, toHex } from './hex.ts'

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
