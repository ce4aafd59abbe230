import { markReplayed, readReplays, requeueLast } from '../db/dead-messages.ts'
import { readMessage } from '../messages/message.ts'
import { log, logError } from '../observability/log.ts'
import type { Services } from '../services.ts'

/** May send a message twice, which does no harm. */
export async function replayMessages(services: Pick<Services, 'db' | 'queues'>): Promise<void> {
  for (const { id, body } of await readReplays(services.db)) {
    const message = readMessage(body)
    if (message === null) {
      log('warn', 'message_not_replayed', { messageId: id })
      await requeueLast(services.db, id)
    } else
      await services.queues
        .send(message)
        .then(() => markReplayed(services.db, id))
        .catch((error) => logError('message_not_replayed', error, { messageId: id }))
  }
}
