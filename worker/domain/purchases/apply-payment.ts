import { recordStep } from '../../db/purchases/step.ts'
import type { Purchase } from '../../db/schema.ts'
import type { SeenPayment } from '../../payments/read-payment.ts'
import type { Services } from '../../services.ts'
import { nextStep } from './next-step.ts'

/** Null when the purchase changed meanwhile: the caller must ask Stripe again. */
export async function applyPayment(
  { db }: Pick<Services, 'db'>,
  purchase: Purchase,
  seen: SeenPayment,
): Promise<Purchase | null> {
  const written = await recordStep(db, purchase, nextStep(purchase, seen), seen)
  if (written === null || nextStep(written, seen) === null) return written
  return applyPayment({ db }, written, seen)
}
