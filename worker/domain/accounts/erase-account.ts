import { forgetAllSessions } from '../../cache/sessions.ts'
import { eraseUser, readClosedUser } from '../../db/users.ts'
import { DomainError } from '../../errors.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import { logPassingError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'
import { emptyFolder } from '../../storage/empty-folder.ts'
import { foldersOf } from '../files/folders.ts'
import { cancelJob } from '../jobs/cancel-job.ts'
import { expirePayPages } from '../purchases/expire-pay-pages.ts'

const STRIPE_RETRY_SECONDS = 30

/** Cancels open jobs, to release their holds. Cron erases again once every session has expired. */
export async function eraseAccount(
  services: Pick<Services, 'config' | 'db' | 'redis' | 'files' | 'queues' | 'stripe'>,
  userId: string,
): Promise<Outcome> {
  const { db, redis, files } = services
  const closed = await readClosedUser(db, userId)
  if (closed === null) return { dropBecause: 'there is no such closed account' }
  await forgetAllSessions(redis, userId, closed.tokens)
  const noPages = expirePayPages(services, userId).then(
    () => true,
    (error) => {
      logPassingError('pay_pages_not_expired', error, { userId })
      return false
    },
  )
  for (const jobId of closed.openJobs)
    await cancelJob(services, { userId, jobId }).catch((error) => {
      if (!(error instanceof DomainError && error.code === 'conflict')) throw error
    })
  for (const folder of Object.values(foldersOf(userId))) await emptyFolder(files, folder)
  await eraseUser(db, userId)
  // Stripe may be away: that is no reason to keep anybody's music.
  return (await noPages) ? DONE : { retryAfterSeconds: STRIPE_RETRY_SECONDS }
}
