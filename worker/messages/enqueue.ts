import type { Config } from '../env.ts'
import type { JobsMessage, StampedMessage } from './message.ts'

/** The kinds that wait long for others: they never hold up the small ones. */
const SLOW: readonly JobsMessage['kind'][] = ['finish', 'payment', 'purchase', 'erase']

/** Raised when an older reader could misunderstand what a newer one sends. */
export const MESSAGE_VERSION = 1

export function stampMessage(message: JobsMessage): StampedMessage {
  return { ...message, version: MESSAGE_VERSION }
}

/** Sends a message to the queue its kind belongs to. */
export async function enqueue(
  config: Pick<Config, 'JOBS' | 'FINISHES'>,
  message: JobsMessage,
  delaySeconds = 0,
): Promise<void> {
  const queue = SLOW.includes(message.kind) ? config.FINISHES : config.JOBS
  await queue.send(stampMessage(message), { delaySeconds })
}
