import type { Message, StampedMessage } from '../../worker/messages/message.ts'
import { stampMessage } from '../../worker/messages/message.ts'

export type HeldMessage = {
  id: string
  body: StampedMessage
  attempts: number
  delaySeconds: number
}

/** Cloudflare's. */
const BATCH_MAX = 100

/**
 * A queue that delivers nothing by itself: the test takes the messages out and chooses when, how
 * often and in which order the Worker gets them. `broken` sends fail before the next one succeeds.
 */
export function holdQueue() {
  const held: HeldMessage[] = []
  const sends = { count: 0, broken: 0 }
  const put = (body: StampedMessage, delaySeconds = 0) =>
    held.push({ ...messageOf(body), body, delaySeconds })
  const count = () => {
    sends.count += 1
    if (sends.broken === 0) return
    sends.broken -= 1
    throw new Error('The queue is unavailable')
  }
  const queue = {
    async send(body: StampedMessage, options?: QueueSendOptions) {
      count()
      put(body, options?.delaySeconds)
    },
    async sendBatch(messages: Iterable<MessageSendRequest<StampedMessage>>) {
      count()
      if ([...messages].length > BATCH_MAX) throw new Error('Too many messages in a batch')
      for (const { body, delaySeconds } of messages) put(body, delaySeconds)
    },
    // The Worker only ever sends: it uses nothing else of the interface.
  } as unknown as Queue<StampedMessage>
  const reset = () => {
    held.length = 0
    Object.assign(sends, { count: 0, broken: 0 })
  }
  return { queue, held, sends, reset }
}

/**
 * A batch of these messages as a consumer gets it. The platform's own test batch forgets how long a
 * retry has to wait; this one keeps what came back, and fails when a message is answered twice.
 */
export function batchOf(queue: string, messages: HeldMessage[]) {
  const answered = new Map<HeldMessage, 'acked' | { delaySeconds: number }>()
  const answer = (message: HeldMessage, how: 'acked' | { delaySeconds: number }) => {
    if (answered.has(message)) throw new Error(`Message ${message.id} was answered twice`)
    answered.set(message, how)
  }
  const batch = {
    queue,
    messages: messages.map((message) => ({
      ...structuredClone(message),
      timestamp: new Date(),
      ack: () => answer(message, 'acked'),
      retry: ({ delaySeconds = 0 }: QueueRetryOptions = {}) => answer(message, { delaySeconds }),
    })),
    // A consumer answers message by message and never calls the batch's own `ackAll` or `retryAll`.
  } as unknown as MessageBatch<unknown>
  const again = () =>
    messages.flatMap((message) => {
      const how = answered.get(message)
      if (how === undefined) throw new Error(`Message ${message.id} was not answered`)
      return how === 'acked' ? [] : [{ ...message, ...how, attempts: message.attempts + 1 }]
    })
  return { batch, again }
}

/** A message that the Worker never sent. */
export function messageOf(body: Message): HeldMessage {
  return { id: crypto.randomUUID(), body: stampMessage(body), attempts: 1, delaySeconds: 0 }
}

/** The same message as often as a queue may deliver it. */
export function copiesOf(message: HeldMessage, times: number): HeldMessage[] {
  return Array.from({ length: times }, () => ({ ...message, id: crypto.randomUUID() }))
}
