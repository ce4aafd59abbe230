import type { Operation } from '../operation.ts'
import { BILLING_PORTAL } from './billing-portal.ts'
import { CATALOGUE } from './catalogue.ts'
import { CHECKOUT_SESSIONS } from './checkout-sessions.ts'
import { CUSTOMERS } from './customers.ts'
import { DISPUTES } from './disputes.ts'
import { EVENTS } from './events.ts'
import { PAYMENTS } from './payments.ts'
import { PROMOTION_CODES } from './promotion-codes.ts'
import { REFUNDS } from './refunds.ts'

/** Every route of the API that this stand-in speaks. */
export const ALL_OPERATIONS: readonly Operation[] = [
  ...CUSTOMERS,
  ...CATALOGUE,
  ...CHECKOUT_SESSIONS,
  ...PAYMENTS,
  ...REFUNDS,
  ...DISPUTES,
  ...PROMOTION_CODES,
  ...BILLING_PORTAL,
  ...EVENTS,
]
