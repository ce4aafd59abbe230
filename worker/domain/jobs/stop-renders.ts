import { readAbandonedAttempts } from '../../db/attempts.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import type { Services } from '../../services.ts'
import { renderOf } from './render-of.ts'

/** If the job failed, its owner gets a render that is already done. */
export async function stopRenders(
  { db, queues, providers }: Pick<Services, 'db' | 'queues' | 'providers'>,
  jobId: string,
): Promise<Outcome> {
  for (const { attempt, jobStatus } of await readAbandonedAttempts(db, jobId)) {
    const render = renderOf(attempt)
    if (render === null) continue
    const provider = providers[attempt.provider]
    const isMade = jobStatus === 'failed' && (await provider.look(render)).state === 'done'
    if (isMade) await queues.send({ kind: 'finish', attemptId: attempt.id })
    else await provider.cancel(render)
  }
  return DONE
}
