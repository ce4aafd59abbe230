import Stripe from 'stripe'
import type { Config } from '../env.ts'

const TIMEOUT_MS = 8_000
const RETRIES = 1

/** Null where the studio is free. Retries carry an idempotency key, so none does a thing twice. */
export function openStripe(config: Config): Stripe | null {
  if (!config.STRIPE_SECRET_KEY) return null
  return new Stripe(config.STRIPE_SECRET_KEY, {
    httpClient: Stripe.createFetchHttpClient(),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: RETRIES,
    telemetry: false,
    ...(config.STRIPE_BASE_URL ? addressOf(new URL(config.STRIPE_BASE_URL)) : {}),
  })
}

function addressOf({ protocol, hostname, port }: URL) {
  const isPlain = protocol === 'http:'
  return {
    protocol: isPlain ? ('http' as const) : ('https' as const),
    host: hostname,
    port: port || (isPlain ? '80' : '443'),
  }
}
