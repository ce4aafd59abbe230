import { z } from 'zod'
import { fromHex, toHex } from '../domain/hex.ts'

/** FAL's documented tolerance: https://docs.fal.ai/model-endpoints/webhooks */
const SIGNATURE_SECONDS_MAX = 300
const SIGNATURE_BYTES = 64
const KEYS_SECONDS = 3_600
const REFETCH_SECONDS_MIN = 60
const KEYS_TIMEOUT_MS = 5_000

const KeySet = z.object({
  keys: z.array(z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() })),
})

type Cached = { keys: CryptoKey[]; fetchedAt: number }

/** Public keys by address, kept by the isolate: the same for every request that it serves. */
const keySets = new Map<string, Cached>()

/**
 * Whether FAL signed this body, not longer than five minutes ago. Its keys are cached for an hour;
 * when none fits they may have been rotated, so they are fetched again, but at most once a minute,
 * whatever a forger sends. Throws when FAL's keys can't be fetched at all.
 */
export async function verifyFal(
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
  const cached = await readKeys(keysUrl, seconds, KEYS_SECONDS)
  if (await anyVerifies(cached.keys, signature, message)) return true
  const fresh = await readKeys(keysUrl, seconds, REFETCH_SECONDS_MIN)
  return fresh !== cached && anyVerifies(fresh.keys, signature, message)
}

async function readKeys(url: string, now: number, maxAgeSeconds: number): Promise<Cached> {
  const cached = keySets.get(url)
  if (cached && now - cached.fetchedAt < maxAgeSeconds) return cached
  // Whoever comes while we fetch goes by the old keys: one fetch, however many come at once.
  if (cached) cached.fetchedAt = now
  const response = await fetch(url, { signal: AbortSignal.timeout(KEYS_TIMEOUT_MS) })
  if (!response.ok) throw new Error(`FAL's keys answered ${response.status}`)
  const { keys } = KeySet.parse(await response.json())
  const imported = keys.map(({ kty, crv, x }) =>
    crypto.subtle.importKey('jwk', { kty, crv, x }, { name: 'Ed25519' }, false, ['verify']),
  )
  const fresh = { keys: await Promise.all(imported), fetchedAt: now }
  keySets.set(url, fresh)
  return fresh
}

async function anyVerifies(
  keys: CryptoKey[],
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const verified = keys.map((key) => crypto.subtle.verify('Ed25519', key, signature, message))
  return (await Promise.all(verified)).includes(true)
}
