import type { Config } from '../env.ts'
import type { JobsMessage } from '../queues/messages.ts'

/** Sends a message to the queue its kind belongs to: storing audio never holds up the small ones. */
export async function enqueue(
  config: Pick<Config, 'JOBS' | 'FINISHES'>,
  message: JobsMessage,
  delaySeconds = 0,
): Promise<void> {
  const queue = message.kind === 'finish' ? config.FINISHES : config.JOBS
  await queue.send(message, { delaySeconds })
}
