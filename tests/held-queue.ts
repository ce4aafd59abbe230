import type { JobsMessage } from '../worker/queues/messages.ts'

export type HeldMessage = { id: string; body: JobsMessage; attempts: number; delaySeconds: number }

/**
 * A queue that delivers nothing by itself: the test takes the messages out and chooses when, how
 * often and in which order the Worker gets them. `broken` sends fail before the next one succeeds.
 */
export function holdQueue() {
  const held: HeldMessage[] = []
  const sends = { count: 0, broken: 0 }
  const put = (body: JobsMessage, delaySeconds = 0) =>
    held.push({ id: crypto.randomUUID(), body, attempts: 1, delaySeconds })
  const count = () => {
    sends.count += 1
    if (sends.broken === 0) return
    sends.broken -= 1
    throw new Error('The queue is unavailable')
  }
  const queue = {
    async send(body: JobsMessage, options?: QueueSendOptions) {
      count()
      put(body, options?.delaySeconds)
    },
    async sendBatch(messages: Iterable<MessageSendRequest<JobsMessage>>) {
      count()
      for (const { body, delaySeconds } of messages) put(body, delaySeconds)
    },
    // The Worker only ever sends: the rest of the interface isn't part of what is held.
  } as unknown as Queue<JobsMessage>
  const reset = () => {
    held.length = 0
    Object.assign(sends, { count: 0, broken: 0 })
  }
  return { queue, held, sends, reset }
}

/** The same message as often as a queue may deliver it. */
export function copiesOf(message: HeldMessage, times: number): HeldMessage[] {
  return Array.from({ length: times }, () => ({ ...message, id: crypto.randomUUID() }))
}
