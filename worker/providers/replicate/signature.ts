import { z } from 'zod'
import type { SigningKeys } from '../../crypto/signing-keys.ts'
import { openReplicateClient, type ReplicateConfig, readFailedCall } from './client.ts'

const SIGNATURE_SECONDS_MAX = 300
const SECRET_TIMEOUT_MS = 5_000
const SECRET_PREFIX = 'whsec_'

const Secret = z.object({ key: z.string().startsWith(SECRET_PREFIX) })

/**
 * Standard Webhooks: https://replicate.com/docs/topics/webhooks/verify-webhook. Two signatures come
 * while Replicate replaces the secret. The client's own check ignores the age. Throws when it can't fetch the secret.
 */
export async function verifyReplicate(
  signingKeys: SigningKeys,
  config: ReplicateConfig,
  headers: Headers,
  body: ArrayBuffer,
  now: Date,
): Promise<boolean> {
  const [id, timestamp] = ['webhook-id', 'webhook-timestamp'].map((name) => headers.get(name))
  const signatures = readSignatures(headers.get('webhook-signature') ?? '')
  if (!id || !timestamp || signatures.length === 0) return false
  const seconds = now.getTime() / 1000
  if (!/^\d+$/.test(timestamp) || Math.abs(seconds - Number(timestamp)) > SIGNATURE_SECONDS_MAX)
    return false
  const message = await new Blob([`${id}.${timestamp}.`, body]).arrayBuffer()
  return signingKeys.anyFits(secretOf(config), now, async (key) => {
    const verified = signatures.map((each) => crypto.subtle.verify('HMAC', key, each, message))
    return (await Promise.all(verified)).includes(true)
  })
}

function readSignatures(header: string): Uint8Array<ArrayBuffer>[] {
  return header.split(' ').flatMap((each) => {
    const bytes = each.startsWith('v1,') ? fromBase64(each.slice('v1,'.length)) : null
    return bytes ?? []
  })
}

function secretOf(config: ReplicateConfig) {
  return {
    id: `${config.REPLICATE_BASE_URL} ${config.REPLICATE_API_TOKEN}`,
    fetchKeys: () => fetchKeys(config),
  }
}

async function fetchKeys(config: ReplicateConfig): Promise<CryptoKey[]> {
  const secret = await openReplicateClient(config)
    .webhooks.default.secret.get({ signal: AbortSignal.timeout(SECRET_TIMEOUT_MS) })
    .catch((error: unknown) => {
      // The client's own error carries the request, and our token in it.
      throw new Error(`Replicate's signing secret answered ${readFailedCall(error).status}`)
    })
  const bytes = fromBase64(Secret.parse(secret).key.slice(SECRET_PREFIX.length))
  if (bytes === null) throw new Error("Replicate's signing secret is not base64")
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  return [await crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify'])]
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}
