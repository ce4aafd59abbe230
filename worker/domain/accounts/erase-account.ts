import { forgetSessions } from '../../cache/sessions.ts'
import { eraseUser, readClosedUser } from '../../db/users.ts'
import { DomainError } from '../../errors.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import type { Services } from '../../services.ts'
import { emptyFolder } from '../../storage/empty-folder.ts'
import { foldersOf } from '../files/folders.ts'
import { cancelJob } from '../jobs/cancel-job.ts'

/** Cancels open jobs, to release their holds. Cron erases again once every session has expired. */
export async function eraseAccount(
  services: Pick<Services, 'db' | 'redis' | 'files' | 'queues'>,
  userId: string,
): Promise<Outcome> {
  const { db, redis, files } = services
  const closed = await readClosedUser(db, userId)
  if (closed === null) return { dropBecause: 'there is no such closed account' }
  await forgetSessions(redis, userId, closed.tokens)
  for (const jobId of closed.openJobs)
    await cancelJob(services, { userId, jobId }).catch((error) => {
      if (!(error instanceof DomainError && error.code === 'conflict')) throw error
    })
  for (const folder of Object.values(foldersOf(userId))) await emptyFolder(files, folder)
  await eraseUser(db, userId)
  return DONE
}
