import type { JobsMessage } from '../worker/queues/messages.ts'

export type HeldMessage = { id: string; body: JobsMessage; attempts: number; delaySeconds: number }

/**
 * A queue that delivers nothing by itself: the test takes the messages out and chooses when, how
 * often and in which order the Worker gets them.
 */
export function holdQueue() {
  const held: HeldMessage[] = []
  const sends = { count: 0 }
  const put = (body: JobsMessage, delaySeconds = 0) =>
    held.push({ id: crypto.randomUUID(), body, attempts: 1, delaySeconds })
  const queue = {
    async send(body: JobsMessage, options?: QueueSendOptions) {
      sends.count += 1
      put(body, options?.delaySeconds)
    },
    async sendBatch(messages: Iterable<MessageSendRequest<JobsMessage>>) {
      sends.count += 1
      for (const { body, delaySeconds } of messages) put(body, delaySeconds)
    },
    // The Worker only ever sends: the rest of the interface isn't part of what is held.
  } as unknown as Queue<JobsMessage>
  return { queue, held, sends }
}
