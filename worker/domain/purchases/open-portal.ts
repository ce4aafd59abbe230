import { forgetCustomer, readCustomerId } from '../../db/customers.ts'
import { DomainError } from '../../errors.ts'
import { logError } from '../../observability/log.ts'
import { isCustomerGone } from '../../payments/checkout.ts'
import type { Services } from '../../services.ts'
import { paymentsUnavailable, requireStripe } from './require-stripe.ts'

/** Throws `conflict` before the first purchase, `forbidden` if free, `unavailable` if Stripe fails. */
export async function openPortal(
  services: Pick<Services, 'config' | 'db' | 'stripe'>,
  userId: string,
): Promise<{ url: string }> {
  const stripe = requireStripe(services)
  const customer = await readCustomerId(services.db, userId)
  if (customer === null) throw nothingYet()
  const options = { customer, return_url: `${services.config.PUBLIC_URL}/credits` }
  const session = await stripe.billingPortal.sessions.create(options).catch(async (error) => {
    logError('portal_failed', error)
    if (!isCustomerGone(error)) throw paymentsUnavailable()
    await forgetCustomer(services.db, { userId, customerId: customer })
    throw nothingYet()
  })
  return { url: session.url }
}

function nothingYet(): DomainError {
  return new DomainError('conflict', 'There are no invoices before the first purchase.')
}
