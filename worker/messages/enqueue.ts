import type { Config } from '../env.ts'
import { type JobsMessage, stampMessage } from './message.ts'

/** The kinds that wait long for others: they never hold up the small ones. */
const SLOW: readonly JobsMessage['kind'][] = ['finish', 'payment', 'purchase', 'erase']

/** Sends a message to the queue its kind belongs to. */
export async function enqueue(
  config: Pick<Config, 'JOBS' | 'FINISHES'>,
  message: JobsMessage,
  delaySeconds = 0,
): Promise<void> {
  const queue = SLOW.includes(message.kind) ? config.FINISHES : config.JOBS
  await queue.send(stampMessage(message), { delaySeconds })
}
