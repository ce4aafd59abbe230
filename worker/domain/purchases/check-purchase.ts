import { DONE, type Outcome } from '../../messages/outcome.ts'
import type { Services } from '../../services.ts'
import { OVERTAKEN_RETRY_SECONDS, refreshPurchase } from './refresh-purchase.ts'

export async function checkPurchase(
  services: Pick<Services, 'db' | 'stripe'>,
  purchaseId: string,
): Promise<Outcome> {
  if (services.stripe === null) return { dropBecause: 'nothing is sold any more' }
  const purchase = await refreshPurchase(services, { purchaseId })
  if (purchase === 'overtaken') return { retryAfterSeconds: OVERTAKEN_RETRY_SECONDS }
  return purchase === 'unknown' ? { dropBecause: 'no such purchase at Stripe' } : DONE
}
