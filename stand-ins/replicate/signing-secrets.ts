import { createHash, randomBytes } from 'node:crypto'
import type { Store } from './services.ts'

const SECRET_BYTES = 24

/** A secret that belongs to no account. */
export const STRANGERS_SECRET = firstSecretOf('a stranger')

/**
 * The secrets that an account's webhooks are signed with, the newest first. An account's first secret
 * is derived from its token, so that it can be configured before the first request.
 */
export function signingSecretsOf(store: Store, token: string): string[] {
  return store.read(token).find('secrets', 'secrets')?.secrets ?? [firstSecretOf(token)]
}

/** Gives the account a new secret; with an overlap the old one also signs, until the next rotation. */
export function rotateSigningSecret(store: Store, token: string, overlap: boolean): void {
  const [replaced = ''] = signingSecretsOf(store, token)
  const fresh = secretFrom(randomBytes(SECRET_BYTES))
  const secrets = overlap ? [fresh, replaced] : [fresh]
  store.write(token, (tx) => tx.put('secrets', { id: 'secrets', secrets }))
}

function firstSecretOf(token: string): string {
  const hash = createHash('sha256').update(`replicate webhooks of ${token}`).digest()
  return secretFrom(hash.subarray(0, SECRET_BYTES))
}

function secretFrom(bytes: Uint8Array): string {
  return `whsec_${Buffer.from(bytes).toString('base64')}`
}
