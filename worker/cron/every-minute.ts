import { isUnreachable } from '../db/client.ts'
import { expireUnopenedPurchases } from '../db/purchases/step.ts'
import { forgetOldRequestKeys, RESCUES_PAGE, type Rescue, takeRescues } from '../db/rescues.ts'
import { sweepFiles } from '../domain/files/sweep-files.ts'
import { failOverdueJobs } from '../domain/jobs/fail-overdue-jobs.ts'
import type { Message } from '../messages/message.ts'
import { logError, logPassingError } from '../observability/log.ts'
import type { Services } from '../services.ts'
import { replayMessages } from './replay-messages.ts'

/** So many thousand rescues of a kind in a round are enough for the consumers. */
const PAGES_MAX = 50

export async function everyMinute(
  services: Pick<Services, 'db' | 'redis' | 'queues' | 'files' | 'now'>,
): Promise<void> {
  await failOverdueJobs(services).catch((error) => {
    // A database that is away says so again in a moment.
    const report = isUnreachable(error) ? logPassingError : logError
    report('overdue_jobs_not_failed', error)
  })
  await rescue(services)
  await replayMessages(services)
  await expireUnopenedPurchases(services.db)
  await forgetOldRequestKeys(services.db)
  await sweepFiles(services)
}

async function rescue({ db, queues }: Pick<Services, 'db' | 'queues'>): Promise<void> {
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const byKind = Map.groupBy(await takeRescues(db, page), ({ kind }) => kind)
    // Rescues that can't be sent don't stop the others.
    for (const [kind, rescues] of byKind)
      await queues
        .sendBatch(onceEach(rescues).map(messageOf))
        .catch((error) =>
          logError('rescues_not_sent', error, { kind, count: String(rescues.length) }),
        )
    if (![...byKind.values()].some(({ length }) => length >= RESCUES_PAGE)) return
  }
}

function onceEach(rescues: Rescue[]): Rescue[] {
  return [...new Map(rescues.map((rescue) => [rescue.id, rescue])).values()]
}

function messageOf({ kind, id, look }: Rescue): Message {
  switch (kind) {
    case 'submit':
    case 'stop':
      return { kind, jobId: id }
    case 'watch':
      return { kind, attemptId: id, look }
    case 'finish':
      return { kind, attemptId: id }
    case 'payment':
      return { kind, eventId: id }
    case 'purchase':
      return { kind, purchaseId: id }
    case 'mail':
      return { kind, mailId: id }
    case 'erase':
      return { kind, userId: id }
    case 'measure':
      return { kind, fileId: id }
    case 'draw':
      return { kind, trackId: id }
  }
}
