import { pgError } from '../../db/client.ts'
import { type Balance, readBalance } from '../../db/credits.ts'
import type { TrackRequest } from '../../db/track-requests.ts'
import { DomainError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { dailyCredits } from '../credits/daily-credits.ts'

/** When a song may be over and leave its place to the next one. */
const OPEN_RETRY_SECONDS = 30

/** Why a request could not be written, for its owner; null if it was none of its limits. */
export async function explainRefusal(
  { config, db, now }: Pick<Services, 'config' | 'db' | 'now'>,
  request: TrackRequest,
  error: unknown,
): Promise<DomainError | null> {
  switch (pgError(error)?.constraint) {
    case 'credits_short': {
      const balance = await readBalance(db, request.userId, dailyCredits(config, now()))
      return new DomainError('insufficient_credits', tooFew(request, balance))
    }
    case 'jobs_open_max':
      return new DomainError('rate_limited', tooMany(config.OPEN_JOBS_MAX), {
        retryAfterSeconds: OPEN_RETRY_SECONDS,
      })
    case 'unpaid_costs_max':
      return new DomainError('unavailable', usedUp(config.FREE_MODE), {
        retryAfterSeconds: secondsLeft(now()),
      })
    default:
      return null
  }
}

function tooFew({ tracks }: TrackRequest, balance: Balance | null): string {
  const price = tracks.reduce((sum, { job }) => sum + job.credits, 0)
  const has = balance?.debt ? `are ${balance.debt} below zero` : `have ${balance?.available ?? 0}`
  return `You need ${price} ${price === 1 ? 'credit' : 'credits'} and ${has}. Nothing was charged.`
}

function tooMany(max: number): string {
  return `You can have up to ${max} tracks in the making at a time. Wait until one is finished, then try again. Nothing was charged.`
}

function usedUp(isFree: boolean): string {
  const orBuy = isFree ? '' : ', or buy credits to go on now'
  return `The studio has made all the free songs it can today. Try again after midnight UTC${orBuy}. Nothing was charged.`
}

/** Of the UTC day. */
function secondsLeft(now: Date): number {
  const tomorrow = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1)
  return Math.ceil((tomorrow - now.getTime()) / 1000)
}
