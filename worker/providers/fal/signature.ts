import { z } from 'zod'
import { fromHex, toHex } from '../../crypto/hex.ts'
import type { SigningKeys } from '../../crypto/signing-keys.ts'

/** https://docs.fal.ai/model-endpoints/webhooks */
const SIGNATURE_SECONDS_MAX = 300
const SIGNATURE_BYTES = 64
const KEYS_TIMEOUT_MS = 5_000

const KeySet = z.object({
  keys: z.array(z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() })),
})

/** Accepts a body that FAL signed within five minutes. Throws when FAL's public keys can't be fetched. */
export async function verifyFal(
  signingKeys: SigningKeys,
  keysUrl: string,
  headers: Headers,
  body: ArrayBuffer,
  now: Date,
): Promise<boolean> {
  const [requestId, userId, timestamp, signatureHex] = [
    'Request-Id',
    'User-Id',
    'Timestamp',
    'Signature',
  ].map((name) => headers.get(`X-Fal-Webhook-${name}`))
  const signature = fromHex(signatureHex ?? '')
  if (!requestId || !userId || !timestamp || signature?.length !== SIGNATURE_BYTES) return false
  const seconds = now.getTime() / 1000
  if (!/^\d+$/.test(timestamp) || Math.abs(seconds - Number(timestamp)) > SIGNATURE_SECONDS_MAX)
    return false
  const bodyHash = toHex(await crypto.subtle.digest('SHA-256', body))
  const message = new TextEncoder().encode([requestId, userId, timestamp, bodyHash].join('\n'))
  return signingKeys.anyFits({ id: keysUrl, fetchKeys: () => fetchKeys(keysUrl) }, now, (key) =>
    crypto.subtle.verify('Ed25519', key, signature, message),
  )
}

async function fetchKeys(url: string): Promise<CryptoKey[]> {
  const response = await fetch(url, { signal: AbortSignal.timeout(KEYS_TIMEOUT_MS) })
  if (!response.ok) throw new Error(`FAL's keys answered ${response.status}`)
  const { keys } = KeySet.parse(await response.json())
  const imported = keys.map(({ kty, crv, x }) =>
    crypto.subtle.importKey('jwk', { kty, crv, x }, { name: 'Ed25519' }, false, ['verify']),
  )
  return Promise.all(imported)
}
