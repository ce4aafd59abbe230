import { priceTracks } from '../../worker/domain/credits/credit-prices.ts'
import { nextStep } from '../../worker/domain/purchases/next-step.ts'
import { CATALOGUE } from '../../worker/providers/catalogue.ts'
import { isFinished, type JobStatus } from '../../worker/states/job-states.ts'
import type { PurchaseState } from '../../worker/states/purchase-states.ts'
import type { Ending, Operation } from './operations.ts'

const SIGNUP_CREDITS = 50
const REFUNDS_PER_MONTH = 3
export const OPEN_JOBS_MAX = 8
export const FREE_CANCELS = 2

type Entry = { balance: number; held: number }
type Job = { status: JobStatus; credits: number; isRefunded: boolean; isCharged: boolean }

/** One person's credits by the rules: plain arithmetic, no database. */
export type Ledger = {
  balance: number
  held: number
  entries: Entry[]
  jobs: Job[]
  purchases: PurchaseState[]
  refunds: number
  freeCancels: number
}

/** A person who has just signed up. */
export function openLedger(): Ledger {
  const nothing = { balance: 0, held: 0, refunds: 0, freeCancels: 0 }
  const ledger: Ledger = { ...nothing, entries: [], jobs: [], purchases: [] }
  move(ledger, { balance: SIGNUP_CREDITS, held: 0 })
  return ledger
}

/** Applies one operation, by the rules that the Worker itself uses. */
export function apply(ledger: Ledger, operation: Operation): void {
  const { kind } = operation
  if (kind === 'grant') move(ledger, { balance: operation.credits, held: 0 })
  if (kind === 'request') request(ledger, operation.variations)
  if (kind === 'end') end(pick(ledger.jobs, operation.job), operation.as, ledger)
  if (kind === 'refund track') refund(pick(ledger.jobs, operation.job), ledger)
  if (kind === 'buy') ledger.purchases.push(newPurchase(operation.pack.credits))
  if (kind === 'news') hear(pick(ledger.purchases, operation.purchase), operation.payment, ledger)
}

/** The one of a list that an operation means; undefined when there is none. */
export function pick<T>(from: readonly T[], index: number): T | undefined {
  return from[index % Math.max(from.length, 1)]
}

function request(ledger: Ledger, variations: number): void {
  const model = CATALOGUE['minimax-music-2.5']
  if (ledger.balance < priceTracks(model, { seconds: null, variations })) return
  const open = ledger.jobs.filter(({ status }) => !isFinished(status))
  if (open.length + variations > OPEN_JOBS_MAX) return
  const credits = priceTracks(model, { seconds: null, variations: 1 })
  for (let made = 0; made < variations; made += 1) {
    ledger.jobs.push({ status: 'queued', credits, isRefunded: false, isCharged: false })
    move(ledger, { balance: -credits, held: credits })
  }
}

function end(job: Job | undefined, how: Ending, ledger: Ledger) {
  if (!job || isFinished(job.status)) return
  job.status = how === 'canceled late' ? 'canceled' : how
  if (how === 'canceled late') {
    job.isCharged = ledger.freeCancels >= FREE_CANCELS
    if (!job.isCharged) ledger.freeCancels += 1
  }
  const isSettled = how === 'complete' || job.isCharged
  move(ledger, { balance: isSettled ? 0 : job.credits, held: -job.credits })
}

function refund(job: Job | undefined, ledger: Ledger): void {
  if (job?.status !== 'complete' || job.isRefunded || ledger.refunds >= REFUNDS_PER_MONTH) return
  job.isRefunded = true
  ledger.refunds += 1
  move(ledger, { balance: Math.ceil(job.credits / 2), held: 0 })
}

function newPurchase(credits: number): PurchaseState {
  const nothing = { paidCents: null, refundedCents: 0, disputedCents: 0, takenCredits: 0 }
  return { ...nothing, status: 'pending', credits }
}

function hear(
  purchase: PurchaseState | undefined,
  payment: Parameters<typeof nextStep>[1],
  ledger: Ledger,
): void {
  if (!purchase) return
  // What was charged never changes once it is known.
  const news = { ...payment, paidCents: purchase.paidCents ?? payment.paidCents }
  for (let step = nextStep(purchase, news); step; step = nextStep(purchase, news)) {
    Object.assign(purchase, step.state)
    if (step.move) move(ledger, { balance: step.move.credits, held: 0 })
  }
}

function move(ledger: Ledger, entry: Entry): void {
  ledger.balance += entry.balance
  ledger.held += entry.held
  ledger.entries.push(entry)
}
