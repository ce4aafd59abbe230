import { openRandom, type Random } from '../../stand-ins/composer/seeded-random.ts'
import type { Fault } from './faults.ts'
import type { Await, Port } from './invocation.ts'
import type { Option } from './scheduler.ts'

/** What may go wrong at an await. */
export const AWAIT_FAULTS = ['crash before', 'crash after', 'answer lost'] as const
export type Strike =
  | (typeof AWAIT_FAULTS)[number]
  | 'refused'
  | 'deploy'
  | 'postgres down'
  | 'redis down'
  | 'redis flushed'
  | 'storage down'

/** A fault at one await, which is named by its number. */
export type Struck = { point: number; strike: Strike }

export type MessageFate = { copies: 0 | 1 | 2; delaySeconds: number; fault: Fault | null }

/** Makes every decision of a schedule that is left to chance. */
export type Fate = {
  /** What happens next. */
  pick(options: Option[]): Option
  /** Milliseconds until the next thing happens. */
  pause(): number
  strike(waiting: Await): Strike | null
  /** Whether something has happened, but the answer is still on its way. */
  delaysAnswer(): boolean
  /** Whether a query takes effect after its caller has given it up. */
  happensLate(): boolean
  /** How a message that is sent is delivered. */
  send(): MessageFate
  /** Which of the messages that are due comes next. */
  pickMessage<Message extends { visibleAt: number }>(due: Message[]): Message
  /** How many of the messages that are due come in one batch. */
  batchSize(most: number): number
  skipsCron(): boolean
}

const FINE: MessageFate = { copies: 1, delaySeconds: 0, fault: null }
const DROPPED: MessageFate = { copies: 0, delaySeconds: 0, fault: 'message dropped' }

/** What goes wrong at each port; a fault that is named twice is twice as frequent. */
const STRIKES: Record<Port, readonly Strike[]> = {
  postgres: [
    'crash before',
    'crash after',
    'crash after',
    'answer lost',
    'answer lost',
    'refused',
    'postgres down',
    'deploy',
  ],
  redis: ['crash before', 'crash after', 'answer lost', 'refused', 'redis down', 'redis flushed'],
  queue: ['crash before', 'crash after', 'answer lost', 'refused', 'refused', 'deploy'],
  provider: ['crash before', 'crash after', 'crash after', 'answer lost', 'refused', 'deploy'],
  files: ['crash before', 'crash after', 'answer lost', 'refused'],
  bucket: ['crash before', 'crash after', 'answer lost', 'refused', 'storage down', 'deploy'],
  stripe: ['crash before', 'crash after', 'answer lost', 'refused', 'deploy'],
}
/** The chance that something goes wrong at an await: a schedule has no, few or many faults. */
const STRIKE_RATES = [0, 0.005, 0.02, 0.06] as const
const MESSAGE_RATES = [0, 0.02, 0.1] as const

/** The fate of a seed: the same questions in the same order get the same decisions. */
export function seededFate(seed: number): Fate {
  const order = openRandom(seed, 'order')
  const faults = openRandom(seed, 'faults')
  const strikeRate = faults.pick(STRIKE_RATES)
  const messageRate = faults.pick(MESSAGE_RATES)
  const lingers = order.pick([0, 0.01, 0.05])
  return {
    pick: (options) => order.pick(options),
    pause: () => (order.chance(lingers) ? linger(order) : 1 + order.below(20)),
    strike: ({ request }) =>
      faults.chance(strikeRate) ? faults.pick(STRIKES[request.port]) : null,
    delaysAnswer: () => order.chance(0.1),
    happensLate: () => faults.chance(0.5),
    send: () => (faults.chance(messageRate) ? messageFate(faults) : FINE),
    pickMessage: (due) => order.pick(due),
    batchSize: (most) => 1 + order.below(most),
    skipsCron: () => faults.chance(strikeRate),
  }
}

function linger(order: Random): number {
  return Math.round(1000 * (order.chance(0.1) ? order.between(5, 30) : order.between(0.1, 3)))
}

function messageFate(faults: Random): MessageFate {
  const fault = faults.pick(['message dropped', 'message doubled', 'message delayed'] as const)
  if (fault === 'message dropped') return DROPPED
  if (fault === 'message doubled') return { copies: 2, delaySeconds: faults.between(0, 60), fault }
  return { copies: 1, delaySeconds: faults.between(60, 900), fault }
}

/**
 * Everything happens in the order in which it becomes possible. One thing goes wrong, once: the await that
 * is struck fails, or the message with this number is lost.
 */
export function plainFate(struck: Struck | null, dropped = 0): Fate {
  let sent = 0
  return {
    pick: (options) => earliest(options, ({ since }) => since),
    pause: () => 1,
    strike: ({ number }) => (struck?.point === number ? struck.strike : null),
    delaysAnswer: () => false,
    happensLate: () => false,
    send() {
      sent += 1
      return sent === dropped ? DROPPED : FINE
    },
    pickMessage: (due) => earliest(due, ({ visibleAt }) => visibleAt),
    batchSize: () => 1,
    skipsCron: () => false,
  }
}

function earliest<Item>(items: Item[], timeOf: (item: Item) => number): Item {
  return items.reduce((first, next) => (timeOf(next) < timeOf(first) ? next : first))
}
