import type { Journal, Transaction } from './journal.ts'
import { postWebhook, type SignedRequest } from './post-webhook.ts'

/**
 * How far a webhook has come. It is `due` until a 2xx makes it `delivered`, or the last attempt makes
 * it `failed`. `nextAttemptAt` is in Unix milliseconds.
 */
export type Delivery = {
  id: string
  state: 'due' | 'delivered' | 'failed'
  attempts: number
  nextAttemptAt: number
}

/** How the outbox signs: as it would have `secondsAgo`, or with a secret that isn't the account's. */
export type Signing = { secondsAgo: number; wrongSecret: boolean }

type DeliveryTables = { deliveries: Delivery }

/** What differs between the providers; `key` is the account's. */
export type Sender<Tables extends DeliveryTables, Shown extends object> = {
  /** Whether the account keeps its webhooks in the outbox. */
  isHeld(key: string): boolean
  sign(key: string, delivery: Tables['deliveries'], signing: Signing): SignedRequest
  /** Whether to stop trying after an attempt that `status`, never a 2xx, answered; `attempts` counts it. */
  givesUp(key: string, delivery: Tables['deliveries'], status: number): boolean
  /** What the outbox shows besides the signed request; undefined keeps the webhook out of it. */
  show(key: string, delivery: Tables['deliveries']): Shown | undefined
  /** Takes part in the write that ends a delivery. */
  afterEnd?(tx: Transaction<Tables>, delivery: Tables['deliveries']): void
}

/** Sends the due webhooks of a journal's `deliveries`, each at its time, unless the account holds them. */
export type Deliveries<Kept extends Delivery, Shown extends object> = {
  /** Sends what an earlier run left due. What is written after that is sent without asking. */
  resume(): void
  /** Tries each due webhook of these once, now; resolves when all have been tried. */
  deliverNow(key: string, isMeant: (delivery: Kept) => boolean): Promise<void>
  /** The due webhooks, signed and ready for a test to send, oldest first. */
  outbox(key: string, signing?: Signing): (Shown & SignedRequest)[]
  /** Marks the webhook as delivered; false when none of that id is due. */
  takeOut(key: string, id: string): boolean
  close(): void
}

const RETRY_PAUSE_SECONDS_MAX = 60
const TRULY: Signing = { secondsAgo: 0, wrongSecret: false }

export function openDeliveries<Tables extends DeliveryTables, Shown extends object>(
  journal: Journal<Tables>,
  sender: Sender<Tables, Shown>,
): Deliveries<Tables['deliveries'], Shown> {
  type Kept = Tables['deliveries']
  // A webhook stays in here until its attempt is over, so that two never run at once.
  const timers = new Map<string, NodeJS.Timeout>()
  const closing = new AbortController()

  const allDue = (key: string) => journal.read(key).list('deliveries').filter(isDue)
  const findDue = (key: string, id: string) => {
    const delivery = journal.read(key).find('deliveries', id)
    return delivery && isDue(delivery) ? delivery : undefined
  }

  function keep(key: string, delivery: Kept): void {
    journal.write(key, (tx) => {
      tx.put('deliveries', delivery)
      if (!isDue(delivery)) sender.afterEnd?.(tx, delivery)
    })
  }

  async function deliver(key: string, id: string): Promise<void> {
    const delivery = findDue(key, id)
    if (!delivery || sender.isHeld(key)) return void timers.delete(id)
    const status = await postWebhook(sender.sign(key, delivery, TRULY), closing.signal)
    timers.delete(id)
    // Meanwhile the stand-in may have stopped, the account been reset, or the webhook taken out.
    if (closing.signal.aborted || !findDue(key, id)) return
    keep(key, afterAttempt(key, delivery, status))
  }

  function afterAttempt(key: string, delivery: Kept, status: number): Kept {
    const attempted = { ...delivery, attempts: delivery.attempts + 1 }
    if (status >= 200 && status < 300) return { ...attempted, state: 'delivered' }
    if (sender.givesUp(key, attempted, status)) return { ...attempted, state: 'failed' }
    const pauseSeconds = Math.min(2 ** delivery.attempts, RETRY_PAUSE_SECONDS_MAX)
    return { ...attempted, nextAttemptAt: Date.now() + pauseSeconds * 1000 }
  }

  function schedule(key: string): void {
    if (closing.signal.aborted || sender.isHeld(key)) return
    for (const { id, nextAttemptAt } of allDue(key)) {
      if (timers.has(id)) continue
      const wait = Math.max(0, nextAttemptAt - Date.now())
      const timer = setTimeout(() => void deliver(key, id), wait)
      timers.set(id, timer)
    }
  }

  journal.onWrite(schedule)
  return {
    resume() {
      for (const key of journal.keys()) schedule(key)
    },
    async deliverNow(key, isMeant) {
      const meant = allDue(key).filter(isMeant)
      for (const { id } of meant) clearTimeout(timers.get(id))
      await Promise.all(meant.map(({ id }) => deliver(key, id)))
    },
    outbox: (key, signing = TRULY) =>
      allDue(key).flatMap((delivery) => {
        const shown = sender.show(key, delivery)
        return shown ? [{ ...shown, ...sender.sign(key, delivery, signing) }] : []
      }),
    takeOut(key, id) {
      const delivery = findDue(key, id)
      if (delivery) keep(key, { ...delivery, state: 'delivered' })
      return delivery !== undefined
    },
    close() {
      closing.abort()
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}

/** FAL and Replicate don't follow redirects and don't try again after one. */
export const isRedirect = (status: number) => status >= 300 && status < 400

const isDue = ({ state }: Delivery) => state === 'due'
