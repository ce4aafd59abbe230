import type { Transaction } from '../store.ts'

/**
 * What moves money needs to know.
 *
 * `origin`: where the stand-in listens; receipts and pages are below it.
 * `request`: the API request that caused it, which its events name; ids are null for what happens by
 * itself or on a page.
 */
export type PaymentContext = {
  tx: Transaction
  origin: string
  request: { id: string | null; idempotency_key: string | null }
}

/** Not an API request: a page, the dashboard or the passing of time. */
export const NO_REQUEST = { id: null, idempotency_key: null }
