import type { Bindings } from '../env.ts'
import { type Message, stampMessage } from './message.ts'

export type Queues = {
  send(message: Message, options?: { delaySeconds: number }): Promise<void>
  /** At most 100 messages. */
  sendBatch(messages: readonly Message[]): Promise<void>
}

/** These wait long for other services, so they have their own queue. */
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
