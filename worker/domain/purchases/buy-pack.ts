import { hashBody } from '../../crypto/hash-body.ts'
import { forgetCustomer } from '../../db/customers.ts'
import { beginNextTry, recordSession, writePurchase } from '../../db/purchases/checkout.ts'
import type { Purchase } from '../../db/schema.ts'
import { DomainError } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { logError } from '../../observability/log.ts'
import {
  type CheckoutSession,
  createCheckout,
  isCustomerGone,
  isReplayedFailure,
} from '../../payments/checkout.ts'
import type { Services } from '../../services.ts'
import { PACKS, type PackId } from '../../states/packs.ts'
import { nothingToBuy, paymentsUnavailable, requireStripe } from './require-stripe.ts'

/**
 * The same idempotency key gets the same page. Charges nothing and moves no credits. Throws
 * `conflict`, `forbidden`, or `unavailable` when Stripe doesn't answer.
 */
export async function buyPack(
  services: Pick<Services, 'config' | 'db' | 'stripe'>,
  asked: { buyer: { id: string; email: string }; pack: PackId; idempotencyKey: string | null },
): Promise<{ url: string; purchaseId: string }> {
  const { buyer } = asked
  const stripe = requireStripe(services)
  if (services.config.FREE_MODE) throw nothingToBuy()
  const { id: pack, name, credits, priceCents, currency } = findPack(asked.pack)
  const requestId = newId('req')
  const draft = {
    id: newId('pur'),
    userId: buyer.id,
    requestId,
    pack,
    credits,
    priceCents,
    currency,
  }
  const request = {
    key: asked.idempotencyKey ?? requestId,
    bodySha256: await hashBody({ pack }),
  }
  const written = await writePurchase(services.db, draft, request)
  if (written === null) throw new DomainError('unauthenticated', 'This account is closed.')
  const { purchase, customerId, bodySha256 } = written
  if (bodySha256 !== request.bodySha256)
    throw new DomainError('conflict', 'This Idempotency-Key was used for a different request.')
  if (purchase.checkoutUrl) return { url: purchase.checkoutUrl, purchaseId: purchase.id }
  if (purchase.sessionId !== null)
    throw new DomainError('conflict', 'This purchase has ended. Begin a new one.')
  const session = await openPage(services, purchase, customerId, () =>
    createCheckout(stripe, {
      purchase,
      packName: name,
      buyer: { ...buyer, customerId },
      publicUrl: services.config.PUBLIC_URL,
    }),
  )
  const url = await recordSession(services.db, purchase.id, session)
  return { url, purchaseId: purchase.id }
}

function findPack(wanted: PackId) {
  // `PackId` has the ids of PACKS only.
  return PACKS.find(({ id }) => id === wanted) as (typeof PACKS)[number]
}

async function openPage(
  { db }: Pick<Services, 'db'>,
  purchase: Purchase,
  customerId: string | null,
  create: () => Promise<CheckoutSession>,
): Promise<CheckoutSession> {
  try {
    return await create()
  } catch (error) {
    logError('checkout_failed', error, { purchaseId: purchase.id })
    const isGone = customerId !== null && isCustomerGone(error)
    if (isGone) await forgetCustomer(db, { userId: purchase.userId, customerId })
    if (isGone || isReplayedFailure(error)) await beginNextTry(db, purchase)
    throw paymentsUnavailable()
  }
}
