import type Stripe from 'stripe'
import { noSuch } from '../errors.ts'
import { newId, nowSeconds } from '../ids.ts'
import { operation } from '../operation.ts'
import { Text } from '../param-types.ts'

const NEW_PORTAL_SESSION = { customer: Text, return_url: Text.optional() }

export const BILLING_PORTAL = [
  operation('POST', '/v1/billing_portal/sessions', NEW_PORTAL_SESSION, ({ tx, params, origin }) => {
    const { customer, return_url: returnUrl } = params
    if (!tx.find('customers', customer)) throw noSuch('customer', customer, 'customer')
    const id = newId('bps')
    const portal: Stripe.BillingPortal.Session = {
      id,
      object: 'billing_portal.session',
      configuration: 'bpc_local',
      created: nowSeconds(),
      customer,
      customer_account: null,
      flow: null,
      livemode: false,
      locale: null,
      on_behalf_of: null,
      return_url: returnUrl ?? null,
      url: `${origin}/p/session/${id}`,
    }
    tx.put('portals', portal)
    return portal
  }),
]
