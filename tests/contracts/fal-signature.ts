import { createHash, createPublicKey, verify } from 'node:crypto'
import type { Fal } from './fal-harness.ts'

export type Signed = { headers: Record<string, string | string[] | undefined>; body: string }

/** Verifies as FAL's documentation says, without any code of the stand-in. */
export async function isGenuine(fal: Fal, { headers, body }: Signed): Promise<boolean> {
  const values = new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const read = (name: string) => String(values.get(`x-fal-webhook-${name}`))
  const age = Math.abs(Date.now() / 1000 - Number(read('timestamp')))
  const hash = createHash('sha256').update(body).digest('hex')
  const message = `${read('request-id')}\n${read('user-id')}\n${read('timestamp')}\n${hash}`
  const signature = Buffer.from(read('signature'), 'hex')
  const response = await fetch(fal.local('https://rest.fal.ai/.well-known/jwks.json'))
  const { keys } = (await response.json()) as { keys: { kty: string; crv: string; x: string }[] } // a JWK set
  return keys.some(({ kty, crv, x }) => {
    const key = createPublicKey({ key: { kty, crv, x }, format: 'jwk' })
    return age <= 300 && verify(null, Buffer.from(message), key, signature)
  })
}
