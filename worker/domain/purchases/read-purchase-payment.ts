import type { Purchase } from '../../db/schema.ts'
import { type Patience, readPayment, type SeenPayment } from '../../payments/read-payment.ts'
import type { Services } from '../../services.ts'
import { requireStripe } from './require-stripe.ts'

/** Null without a session, or when the session is another purchase's. */
export async function readPurchasePayment(
  services: Pick<Services, 'stripe'>,
  purchase: Purchase,
  sessionId: string | null,
  patience?: Patience,
): Promise<SeenPayment | null> {
  if (sessionId === null) return null
  const seen = await readPayment(requireStripe(services), sessionId, patience)
  return seen.purchaseId === purchase.id && seen.userId === purchase.userId ? seen : null
}
