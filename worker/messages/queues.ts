import type { Bindings } from '../env.ts'
import { type Message, stampMessage } from './message.ts'

/** Sends messages, each to the queue that its kind belongs to. */
export type Queues = {
  send(message: Message, options?: { delaySeconds: number }): Promise<void>
  /** At most 100 messages: one send for each queue that they belong to. */
  sendBatch(messages: readonly Message[]): Promise<void>
}

/** The kinds that wait long for other services: they never hold up the small ones. */
const SLOW: readonly Message['kind'][] = ['finish', 'payment', 'purchase', 'erase']

export function openQueues({ JOBS, FINISHES }: Pick<Bindings, 'JOBS' | 'FINISHES'>): Queues {
  const queueOf = ({ kind }: Message) => (SLOW.includes(kind) ? FINISHES : JOBS)
  return {
    async send(message, options) {
      await queueOf(message).send(stampMessage(message), options)
    },
    async sendBatch(messages) {
      for (const [queue, some] of Map.groupBy(messages, queueOf))
        await queue.sendBatch(some.map((message) => ({ body: stampMessage(message) })))
    },
  }
}
