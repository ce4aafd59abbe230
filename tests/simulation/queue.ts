import type { StampedMessage } from '../../worker/messages/message.ts'
import type { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import type { Fate } from './fate.ts'
import type { Fault } from './faults.ts'
import { Unreachable } from './invocation.ts'
import type { QueueSettings } from './queue-settings.ts'
import type { Option, Scheduler, Source } from './scheduler.ts'

/** When a message comes again that no consumer has answered for. */
const UNANSWERED_SECONDS = 30

type Held = {
  id: string
  body: unknown
  visibleAt: number
  attempts: number
  /** The fault to count when it comes. */
  fault: Fault | null
}

type World = { clock: Clock; chronicle: Chronicle; fate: Fate; scheduler: Scheduler }

/**
 * A queue of Cloudflare's: it delivers at least once, in no order. Messages that a consumer gives back come
 * again, as often as `wrangler.toml` says; then they go to `dead`.
 */
export class SimulatedQueue implements Source {
  readonly #world: World
  readonly #settings: QueueSettings
  readonly #consume: (batch: MessageBatch) => Promise<void>
  readonly #dead: SimulatedQueue | null
  readonly #retriesMax: number
  #held: Held[] = []
  #sent = 0

  constructor(
    world: World,
    settings: QueueSettings,
    {
      consume,
      dead = null,
      retriesMax = settings.maxRetries,
    }: {
      consume(batch: MessageBatch): Promise<void>
      dead?: SimulatedQueue | null
      retriesMax?: number
    },
  ) {
    this.#world = world
    this.#settings = settings
    this.#consume = consume
    this.#dead = dead
    this.#retriesMax = retriesMax
  }

  /** What the Worker sends to. */
  get binding(): Queue<StampedMessage> {
    const send = (messages: MessageSendRequest<StampedMessage>[]) =>
      this.#world.scheduler.ask({
        port: 'queue',
        name: `send ${messages.map(({ body }) => nameOf(body)).join(', ')}`,
        happen: () => {
          for (const { body, delaySeconds = 0 } of messages) this.#put(body, delaySeconds)
        },
        lost: () => {
          throw new Unreachable('The queue does not answer')
        },
      })
    const binding = {
      send: (body: StampedMessage, { delaySeconds }: QueueSendOptions = {}) =>
        send([{ body, ...(delaySeconds === undefined ? {} : { delaySeconds }) }]),
      sendBatch: (messages: Iterable<MessageSendRequest<StampedMessage>>) => send([...messages]),
    }
    // The Worker only ever sends: the rest of the interface isn't simulated.
    return binding as unknown as Queue<StampedMessage>
  }

  get nextAt(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.#held.map(({ visibleAt }) => visibleAt))
  }

  options(now: number): Option[] {
    return this.nextAt > now ? [] : [{ since: this.nextAt, go: () => this.#deliver(now) }]
  }

  #put(body: unknown, delaySeconds: number): void {
    const { fate, chronicle, clock } = this.#world
    const { copies, delaySeconds: extra, fault } = fate.send()
    if (fault === 'message dropped') chronicle.fire(fault, nameOf(body))
    for (let copy = 0; copy < copies; copy += 1) {
      const isOdd = copy === copies - 1
      const seconds = delaySeconds + (isOdd ? extra : 0)
      this.#sent += 1
      this.#held.push({
        id: `${this.#settings.queue}-${this.#sent}`,
        body: structuredClone(body),
        visibleAt: clock.now + seconds * 1000,
        attempts: 1,
        fault: isOdd ? fault : null,
      })
    }
  }

  #deliver(now: number): void {
    const { fate, chronicle, scheduler } = this.#world
    const batch = this.#takeBatch(now, fate.batchSize(this.#settings.maxBatchSize))
    const names = batch.map(({ body }) => nameOf(body)).join(' + ')
    for (const { fault, body } of batch) if (fault) chronicle.fire(fault, nameOf(body))
    const again = new Map<Held, number>()
    const answered = new Set<Held>()
    const messages = batch.map((held) => ({
      id: held.id,
      body: held.body,
      attempts: held.attempts,
      timestamp: new Date(now),
      ack: () => answered.add(held),
      retry: ({ delaySeconds = 0 }: QueueRetryOptions = {}) => {
        answered.add(held)
        again.set(held, delaySeconds)
      },
    }))
    // A consumer answers each message for itself: there is no use for the batch's own answers.
    const given = { queue: this.#settings.queue, messages } as unknown as MessageBatch
    scheduler.start(
      names,
      () => this.#consume(given),
      ({ how }) => {
        for (const held of batch) {
          if (how === 'died' || !answered.has(held)) this.#giveBack(held, UNANSWERED_SECONDS)
          else if (again.has(held)) this.#giveBack(held, again.get(held) ?? 0)
        }
      },
    )
  }

  #takeBatch(now: number, most: number): Held[] {
    const { fate, chronicle } = this.#world
    const batch: Held[] = []
    while (batch.length < most) {
      const due = this.#held.filter(({ visibleAt }) => visibleAt <= now)
      if (due.length === 0) break
      const picked = fate.pickMessage(due)
      if (due.some(({ visibleAt }) => visibleAt < picked.visibleAt))
        chronicle.fire('message reordered', nameOf(picked.body))
      this.#held = this.#held.filter((held) => held !== picked)
      batch.push(picked)
    }
    return batch
  }

  #giveBack(held: Held, delaySeconds: number): void {
    const { chronicle, clock } = this.#world
    if (held.attempts > this.#retriesMax) {
      if (this.#dead) chronicle.fire('message dead', nameOf(held.body))
      if (this.#dead) this.#dead.#put(held.body, 0)
      return
    }
    const visibleAt = clock.now + delaySeconds * 1000
    this.#held.push({ ...held, attempts: held.attempts + 1, visibleAt, fault: null })
  }
}

/** `watch att_… 3` */
function nameOf(body: unknown): string {
  const { version: _, ...message } = body as Record<string, unknown>
  return Object.values(message).join(' ')
}
