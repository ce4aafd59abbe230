import { validateWebhook } from 'replicate'
import type { TestReplicate } from './replicate-harness.ts'

export type Signed = { headers: Record<string, string | string[] | undefined>; body: string }

/** Verifies as the client library does, with the secret that the API returns. */
export async function isGenuine(replicate: TestReplicate, signed: Signed): Promise<boolean> {
  return await verify(await secretOf(replicate), signed)
}

export async function verify(secret: string, { headers, body }: Signed): Promise<boolean> {
  const read = (name: string) => String(headers[`webhook-${name}`])
  const [id, timestamp, signature] = [read('id'), read('timestamp'), read('signature')]
  return await validateWebhook({ id, timestamp, signature, body, secret })
}

export async function secretOf({ client }: Pick<TestReplicate, 'client'>): Promise<string> {
  return (await client.webhooks.default.secret.get()).key
}
