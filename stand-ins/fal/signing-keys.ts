import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  sign,
} from 'node:crypto'
import { join } from 'node:path'
import { readJsonFile, writeFileAtomically } from '../kit/json-file.ts'

/** The ED25519 pair that signs webhooks, as FAL publishes and uses it. */
export type SigningKeys = {
  /** The current public key as a JWK set, `x` in base64url. */
  jwks(): { keys: { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string; use: 'sig' }[] }
  /** The headers of one webhook: hex signature over its id, user, time and the body's SHA-256. */
  sign(message: SignedMessage): Record<string, string>
  /** Replaces the pair; the old public key leaves the set. */
  rotate(): void
}

export type SignedMessage = {
  requestId: string
  userId: string
  /** Unix seconds. */
  timestamp: number
  body: string
  /** Signed with a key that isn't in the set. */
  byStranger: boolean
}

/** The user id in every webhook; FAL gives each account one. */
export const LOCAL_USER_ID = 'local|soundfoundry'

export function openSigningKeys(folder: string): SigningKeys {
  const path = join(folder, 'keys.json')
  const stranger = createKey()
  // Only keepNewKey() below writes this file.
  let current = (readJsonFile(path) as JsonWebKey | undefined) ?? keepNewKey()

  function keepNewKey(): JsonWebKey {
    const key = createKey()
    writeFileAtomically(path, JSON.stringify(key))
    return key
  }

  return {
    jwks() {
      const { x = '' } = createPublicKey({ key: current, format: 'jwk' }).export({ format: 'jwk' })
      return { keys: [{ kty: 'OKP', crv: 'Ed25519', x, kid: x.slice(0, 8), use: 'sig' }] }
    },
    sign({ requestId, userId, timestamp, body, byStranger }) {
      const bodyHash = createHash('sha256').update(body).digest('hex')
      const message = [requestId, userId, timestamp, bodyHash].join('\n')
      const key = createPrivateKey({ key: byStranger ? stranger : current, format: 'jwk' })
      return {
        'Content-Type': 'application/json',
        'X-Fal-Webhook-Request-Id': requestId,
        'X-Fal-Webhook-User-Id': userId,
        'X-Fal-Webhook-Timestamp': String(timestamp),
        'X-Fal-Webhook-Signature': sign(null, Buffer.from(message), key).toString('hex'),
      }
    },
    rotate() {
      current = keepNewKey()
    },
  }
}

function createKey(): JsonWebKey {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
}
