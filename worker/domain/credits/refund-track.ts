import { pgError } from '../../db/client.ts'
import { type RefundFacts, writeQualityRefund } from '../../db/quality-refunds.ts'
import { DomainError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { JobStatus } from '../../states/job-states.ts'

const REFUND_DAYS = 7
const REFUNDS_PER_MONTH = 3
/** A request that loses the race for one of the month's refunds tries for the next one. */
const TRIES_MAX = REFUNDS_PER_MONTH + 1

/** Gives half of the price back. Throws `not_found` or `conflict`. */
export async function refundTrack(
  { db }: Pick<Services, 'db'>,
  asked: { userId: string; trackId: string },
): Promise<{ refunded: number; credits: { held: number; available: number } }> {
  const facts = await tryRefund(db, asked)
  if (facts === null) throw new DomainError('not_found', 'There is no such track.')
  const { refunded, available, held } = facts
  if (refunded === null) throw new DomainError('conflict', whyNot(facts))
  return { refunded, credits: { held, available } }
}

/** The end of the time to give half of the price back; null when the owner can't have it. */
export function refundableUntil(
  track: { status: JobStatus; finishedAt: Date | null; isRefunded: boolean; given: boolean },
  now: Date,
): Date | null {
  const { status, finishedAt, isRefunded, given } = track
  if (status !== 'complete' || finishedAt === null || isRefunded || given) return null
  const until = new Date(finishedAt.getTime() + REFUND_DAYS * 86_400_000)
  return until > now ? until : null
}

async function tryRefund(
  db: Services['db'],
  asked: { userId: string; trackId: string },
): Promise<RefundFacts | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await writeQualityRefund(db, asked, { days: REFUND_DAYS, perMonth: REFUNDS_PER_MONTH })
    } catch (error) {
      const constraint = pgError(error)?.constraint
      if (constraint === 'credit_entries_refunded_once')
        throw new DomainError('conflict', 'Half of its price was given back already.')
      if (constraint !== 'credit_entries_key_taken' || tries === TRIES_MAX) throw error
    }
  }
}

function whyNot({ status, given, isRecent }: RefundFacts): string {
  if (given) return 'This track was given to you: it has no price to give back.'
  if (status !== 'complete') return 'Only a finished track has a price to give back.'
  if (!isRecent) return `A track can be given back for ${REFUND_DAYS} days. This one is older.`
  return `This can be done ${REFUNDS_PER_MONTH} times a month, and you have done so already.`
}
