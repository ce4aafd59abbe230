import { sign } from '../crypto/sign.ts'
import type { Config } from '../env.ts'
import type { ProviderName } from './model.ts'

/** Always the same for an attempt: `find` looks for its render by it. */
export async function attemptWebhookUrl(
  { PUBLIC_URL, WEBHOOK_SECRET }: Pick<Config, 'PUBLIC_URL' | 'WEBHOOK_SECRET'>,
  { id, provider }: { id: string; provider: ProviderName },
): Promise<string> {
  const url = new URL(`/api/webhooks/${provider}`, PUBLIC_URL)
  const signature = await sign(WEBHOOK_SECRET, id)
  url.search = new URLSearchParams({ attempt: id, signature }).toString()
  return url.href
}
