import type { Message } from '../../worker/messages/message.ts'
import { batchOf, type HeldMessage, type holdQueue } from './held-queue.ts'

const ROUNDS_MAX = 40

type HeldQueue = ReturnType<typeof holdQueue>
type Consume = (batch: MessageBatch<unknown>) => Promise<void>

/** Takes messages out of the queues that hold them and gives them to the Worker, as the test likes. */
export function openDeliveries(
  { jobs, finishes }: { jobs: HeldQueue; finishes: HeldQueue },
  consume: Consume,
) {
  /** Gives the Worker these messages in one batch; those it wants again go back into their queue. */
  async function deliver(messages: HeldMessage[], queue: 'jobs' | 'finishes' | 'dead' = 'jobs') {
    const { batch, again } = batchOf(`soundfoundry-${queue}`, messages)
    await consume(batch)
    const held = again()
    ;(queue === 'finishes' ? finishes : jobs).held.push(...held)
    return held
  }

  /**
   * Delivers what the queues hold until nothing of the named kinds is left; other kinds stay held.
   * Delays don't count. Throws when it never ends.
   */
  async function work(...kinds: Message['kind'][]): Promise<void> {
    const wanted = (message: HeldMessage) => kinds.length === 0 || kinds.includes(message.body.kind)
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const [small, large] = [take(jobs.held, wanted), take(finishes.held, wanted)]
      if (small.length + large.length === 0) return
      if (small.length > 0) await deliver(small, 'jobs')
      if (large.length > 0) await deliver(large, 'finishes')
    }
    throw new Error('The queues never run empty')
  }

  /** Takes the only held message of a kind out of its queue, to be delivered as the test likes. */
  function takeMessage(kind: Message['kind']): HeldMessage {
    const [message, ...more] = [jobs, finishes].flatMap(({ held }) =>
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
