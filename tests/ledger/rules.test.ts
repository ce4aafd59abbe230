import fc from 'fast-check'
import { describe, it } from 'vitest'
import { isFinished } from '../../worker/states/job-states.ts'
import { apply, type Ledger, openLedger } from './model.ts'
import { type Operation, sequences } from './operations.ts'

const SEQUENCES = 100_000

describe('the rules of credits', () => {
  it(`hold after every step of ${SEQUENCES} random sequences`, { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(sequences({ min: 5, max: 20 }), (operations) => {
        const ledger = openLedger()
        let seen = { entries: 0, balance: 0, held: 0 }
        for (const operation of operations) {
          const before = { balance: ledger.balance, jobs: ledger.jobs.length }
          for (let time = 0; time < ('times' in operation ? operation.times : 1); time += 1)
            if (time === 0 || !isKeyed(operation)) apply(ledger, operation)
          seen = sumUp(ledger, seen)
          expectRules(ledger, seen)
          expectNoOverdraft(operation, ledger, before)
        }
      }),
      { numRuns: SEQUENCES },
    )
  })
})

/** Sent again with its key, it is the same request and not a second one. */
const isKeyed = ({ kind }: Operation) => kind === 'request' || kind === 'buy'

/** Adds the new entries to the sums of those seen before. */
function sumUp(ledger: Ledger, seen: { entries: number; balance: number; held: number }) {
  let { entries, balance, held } = seen
  for (; entries < ledger.entries.length; entries += 1) {
    balance += ledger.entries[entries]?.balance ?? 0
    held += ledger.entries[entries]?.held ?? 0
  }
  return { entries, balance, held }
}

function expectRules(ledger: Ledger, sums: { balance: number; held: number }): void {
  const open = ledger.jobs.filter(({ status }) => !isFinished(status))
  const spent = ledger.jobs.filter(({ status, isCharged }) => status === 'complete' || isCharged)
  const total = (jobs: Ledger['jobs']) => jobs.reduce((sum, { credits }) => sum + credits, 0)
  expectEqual('balance', ledger.balance, sums.balance)
  expectEqual('held', ledger.held, sums.held)
  expectEqual('open holds', ledger.held, total(open))
  const paid = ledger.purchases.filter(({ status }) => status === 'paid')
  for (const { credits, takenCredits } of ledger.purchases)
    if (takenCredits < 0 || takenCredits > credits) throw new Error('Took more than was bought')
  for (const { status, takenCredits } of ledger.purchases)
    if (status !== 'paid' && takenCredits !== 0) throw new Error('Took what was never given')
  const bought = paid.reduce((sum, each) => sum + each.credits - each.takenCredits, 0)
  const refunded = spent
    .filter(({ isRefunded }) => isRefunded)
    .reduce((sum, { credits }) => sum + Math.ceil(credits / 2), 0)
  // Every credit was given, bought or given back; none is made and none is lost.
  const given = ledger.entries
    .filter(({ held }) => held === 0)
    .reduce((sum, e) => sum + e.balance, 0)
  if (given < bought + refunded) throw new Error('Fewer credits than were bought and given back')
  expectEqual('what is left', ledger.balance + ledger.held, given - total(spent))
}

/** Only news from Stripe may lead into debt, never what a person asks for. */
function expectNoOverdraft(
  operation: Operation,
  ledger: Ledger,
  before: { balance: number; jobs: number },
): void {
  const asked = ledger.jobs.length - before.jobs
  if (asked > 0 && ledger.balance < 0) throw new Error('Asked for more than there was')
  if (operation.kind !== 'news' && ledger.balance < Math.min(before.balance, 0))
    throw new Error(`${operation.kind} led into debt`)
}

function expectEqual(what: string, found: number, wanted: number): void {
  if (found !== wanted) throw new Error(`${what}: ${found}, not ${wanted}`)
}
