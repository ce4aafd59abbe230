import {
  type Check,
  type Difference,
  findDifferences,
  recordReconciliation,
} from '../../../db/reconcile.ts'
import { log, logError } from '../../../observability/log.ts'
import type { Services } from '../../../services.ts'
import { compareMoneyBack } from './compare-money-back.ts'
import { compareWithStripe } from './compare-with-stripe.ts'

/** Stores and reports the differences. It repairs none: an operator must first find the cause. */
export async function reconcileCredits(
  services: Pick<Services, 'db' | 'stripe' | 'now'>,
): Promise<void> {
  const { differences: within, followedTo } = await findDifferences(services.db)
  const { differences: atStripe, failure } = await askStripe(services)
  const differences = [...within, ...atStripe]
  const id = await recordReconciliation(services.db, {
    differences: [...differences, ...(failure ? [NOT_ASKED] : [])],
    followedTo,
  })
  log('info', 'credits_reconciled', { reconciliationId: id, differences: differences.length })
  if (failure) logError('stripe_not_compared', failure.error, { reconciliationId: id })
  if (differences.length === 0) return
  logError('credits_differ', new Error(countByCheck(differences)), {
    reconciliationId: id,
    differences: JSON.stringify(differences),
  })
}

const NOT_ASKED: Difference = {
  check: 'stripe_not_compared',
  subject: 'stripe',
  expected: 'compared',
  found: 'no answer',
}

async function askStripe(
  services: Pick<Services, 'db' | 'stripe' | 'now'>,
): Promise<{ differences: Difference[]; failure: { error: unknown } | null }> {
  const { stripe } = services
  if (!stripe) return { differences: [], failure: null }
  try {
    const paid = await compareWithStripe({ ...services, stripe })
    const back = await compareMoneyBack({ ...services, stripe })
    return { differences: [...paid, ...back], failure: null }
  } catch (error) {
    return { differences: [], failure: { error } }
  }
}

/** For example `account_balance 2, stripe_paid 1`. */
function countByCheck(differences: Difference[]): string {
  const counts = new Map<Check, number>()
  for (const { check } of differences) counts.set(check, (counts.get(check) ?? 0) + 1)
  return [...counts].map(([check, count]) => `${check} ${count}`).join(', ')
}
