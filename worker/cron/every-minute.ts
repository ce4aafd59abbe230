import { expireUnopenedPurchases } from '../db/purchases/step.ts'
import { forgetOldRequestKeys, type Rescue, takeRescues } from '../db/rescues.ts'
import { failJob } from '../domain/jobs/fail-job.ts'
import { logError } from '../observability/log.ts'
import type { Services } from '../services.ts'
import { replayMessages } from './replay-messages.ts'

/** A rescue that fails doesn't stop the others. */
export async function everyMinute(
  services: Pick<Services, 'db' | 'redis' | 'queues'>,
): Promise<void> {
  for (const rescue of await takeRescues(services.db))
    await act(services, rescue).catch((error) =>
      logError('rescue_failed', error, { kind: rescue.kind, id: rescue.id }),
    )
  await replayMessages(services)
  await expireUnopenedPurchases(services.db)
  await forgetOldRequestKeys(services.db)
}

async function act(
  services: Pick<Services, 'db' | 'redis' | 'queues'>,
  { kind, id, look }: Rescue,
): Promise<void> {
  switch (kind) {
    case 'submit':
      return services.queues.send({ kind, jobId: id })
    case 'watch':
      return services.queues.send({ kind, attemptId: id, look })
    case 'finish':
      return services.queues.send({ kind, attemptId: id })
    case 'payment':
      return services.queues.send({ kind, eventId: id })
    case 'purchase':
      return services.queues.send({ kind, purchaseId: id })
    case 'erase':
      return services.queues.send({ kind, userId: id })
    case 'past_deadline':
      return failJob(services, { jobId: id, failure: 'timed_out' })
  }
}
