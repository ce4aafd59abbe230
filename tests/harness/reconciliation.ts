import type { Difference } from '../../worker/db/reconcile.ts'
import { reconcileCredits } from '../../worker/domain/credits/reconcile/reconcile-credits.ts'
import { openServices, type Services } from '../../worker/services.ts'
import type { Studio } from './studio.ts'

export const HOURLY = '7 * * * *'

/** Lets the hourly trigger fire. Answers what it found. */
export async function reconcileNow(studio: Studio): Promise<Difference[]> {
  await studio.cron(HOURLY)
  return readFound(studio)
}

/** Reconciles as if some minutes had passed: by then Stripe's events should have arrived. */
export async function reconcileIn(studio: Studio, minutes: number): Promise<Difference[]> {
  await reconcileCredits(servicesIn(studio, minutes))
  return readFound(studio)
}

/** The Worker's services with a clock that runs this far ahead. */
export function servicesIn(studio: Studio, minutes: number): Services {
  const now = () => new Date(Date.now() + minutes * 60_000)
  return { ...openServices(studio.env), now }
}

/** What the last reconciliation kept. */
export async function readFound(studio: Studio): Promise<Difference[]> {
  const [last] = await studio.sql<{ differences: Difference[] }>(
    'select differences from reconciliations order by id desc limit 1',
  )
  if (!last) throw new Error('Nothing was reconciled')
  return last.differences
}

/** Changes the ledger in a way that the Worker never would. */
export async function plantIn(studio: Studio, text: string, params: unknown[] = []): Promise<void> {
  await studio.sql('alter table credit_entries disable trigger credit_entries_immutable')
  await studio.sql(text, params)
}

export function sameOrder(differences: Difference[]): Difference[] {
  const place = ({ check, subject }: Difference) => `${check} ${subject}`
  return differences.toSorted((a, b) => place(a).localeCompare(place(b), 'en'))
}
