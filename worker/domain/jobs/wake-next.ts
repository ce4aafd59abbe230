import { logError } from '../../observability/log.ts'
import type { Services } from '../../services.ts'

/** A place may be free for these jobs, which are first in line. If that fails, cron makes it good. */
export async function wakeNext(
  { queues }: Pick<Services, 'queues'>,
  jobIds: string[],
): Promise<void> {
  if (jobIds.length === 0) return
  await queues
    .sendBatch(jobIds.map((jobId) => ({ kind: 'submit', jobId })))
    .catch((error: unknown) => logError('line_not_woken', error))
}
