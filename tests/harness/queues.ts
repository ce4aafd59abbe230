import type { Message } from '../../worker/messages/message.ts'
import { batchOf, type HeldMessage, holdQueue } from './held-queue.ts'

const ROUNDS_MAX = 40
/** What nobody waits for. */
const BY_NAME: readonly Message['kind'][] = ['measure', 'draw']

export const QUEUES = ['jobs', 'finishes', 'payments', 'mails', 'erasures', 'measures'] as const
export type QueueName = (typeof QUEUES)[number]
export type HeldQueues = Record<QueueName, ReturnType<typeof holdQueue>>
type Consume = (batch: MessageBatch<unknown>) => Promise<void>

export function holdQueues(): HeldQueues {
  // One for each of the names.
  return Object.fromEntries(QUEUES.map((name) => [name, holdQueue()])) as HeldQueues
}

/** Takes messages out of the queues that hold them and gives them to the Worker, as the test likes. */
export function openDeliveries(studio: HeldQueues, consume: Consume) {
  const queues = QUEUES.map((name) => ({ name, held: studio[name].held }))

  /** Gives the Worker these messages in one batch; those it wants again go back into their queue. */
  async function deliver(messages: HeldMessage[], queue: QueueName | 'dead' = 'jobs') {
    const { batch, again } = batchOf(`soundfoundry-${queue}`, messages)
    await consume(batch)
    const held = again()
    studio[queue === 'dead' ? 'jobs' : queue].held.push(...held)
    return held
  }

  /**
   * Delivers what the queues hold until nothing of the named kinds is left; other kinds stay held.
   * Delays don't count. Throws when it never ends. Sounds are measured and covers
   * drawn only by name: it takes seconds.
   */
  async function work(...kinds: Message['kind'][]): Promise<void> {
    const wanted = ({ body: { kind } }: HeldMessage) =>
      kinds.length === 0 ? !BY_NAME.includes(kind) : kinds.includes(kind)
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const batches = queues.map(({ name, held }) => ({ name, messages: take(held, wanted) }))
      const full = batches.filter(({ messages }) => messages.length > 0)
      if (full.length === 0) return
      for (const { name, messages } of full) await deliver(messages, name)
    }
    throw new Error('The queues never run empty')
  }

  /** Takes the only held message of a kind out of its queue, to be delivered as the test likes. */
  function takeMessage(kind: Message['kind']): HeldMessage {
    const [message, ...more] = queues.flatMap(({ held }) =>
      take(held, ({ body }) => body.kind === kind),
    )
    if (!message || more.length > 0)
      throw new Error(`There are ${message ? more.length + 1 : 0} ${kind} messages, not one`)
    return message
  }

  return { deliver, work, takeMessage }
}

function take<T>(from: T[], wanted: (item: T) => boolean): T[] {
  const taken = from.filter(wanted)
  const rest = from.filter((item) => !wanted(item))
  from.splice(0, from.length, ...rest)
  return taken
}
