import { readAbandonedRenders } from '../db/attempts.ts'
import type { Services } from '../services.ts'
import { DONE, type Outcome } from './outcome.ts'

/** Tells the providers that nobody waits for this job's renders any more. They may finish all the same. */
export async function stopRenders(
  { db, providers }: Pick<Services, 'db' | 'providers'>,
  jobId: string,
): Promise<Outcome> {
  for (const { endpoint, requestId } of await readAbandonedRenders(db, jobId))
    if (requestId !== null) await providers.fal.cancel({ endpoint, requestId })
  return DONE
}
