import type { Bindings } from '../env.ts'
import { type Message, stampMessage } from './message.ts'
import type { QueueName } from './queue-names.ts'

export type Queues = {
  send(message: Message, options?: { delaySeconds: number }): Promise<void>
  /** Any number of them. */
  sendBatch(messages: readonly Message[]): Promise<void>
}

/** Queues take so many at once. */
const BATCH_MAX = 100

/** What waits for another service waits apart: a consumer's batch is over when its slowest message is. */
const QUEUE_OF: Readonly<Record<Message['kind'], QueueName>> = {
  submit: 'JOBS',
  watch: 'JOBS',
  stop: 'JOBS',
  finish: 'FINISHES',
  payment: 'PAYMENTS',
  purchase: 'PAYMENTS',
  mail: 'MAILS',
  erase: 'ERASURES',
  measure: 'MEASURES',
  draw: 'MEASURES',
}

export function openQueues(bindings: Pick<Bindings, QueueName>): Queues {
  const queueOf = ({ kind }: Message) => bindings[QUEUE_OF[kind]]
  return {
    async send(message, options) {
      await queueOf(message).send(stampMessage(message), options)
    },
    async sendBatch(messages) {
      for (const [queue, some] of Map.groupBy(messages, queueOf))
        for (let at = 0; at < some.length; at += BATCH_MAX) {
          const batch = some.slice(at, at + BATCH_MAX)
          await queue.sendBatch(batch.map((message) => ({ body: stampMessage(message) })))
        }
    },
  }
}
