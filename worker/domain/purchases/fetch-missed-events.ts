import { storeMissedEvents } from '../../db/inbox.ts'
import { log } from '../../observability/log.ts'
import { createdLately } from '../../payments/created-lately.ts'
import { hintsOf, PAYMENT_EVENTS } from '../../payments/payment-hints.ts'
import type { Services } from '../../services.ts'

/** Until then Stripe's webhook may still come. */
const GRACE_MINUTES = 5
const EVENTS_MAX = 1_000

/** Of the last three days, at most the newest 1,000: those whose webhook never came. */
export async function fetchMissedEvents(
  services: Pick<Services, 'db' | 'queues' | 'stripe' | 'now'>,
): Promise<void> {
  const { stripe, db, queues } = services
  if (stripe === null) return
  const created = createdLately(services.now(), GRACE_MINUTES)
  const events = await stripe.events
    .list({ created, types: [...PAYMENT_EVENTS], limit: 100 })
    .autoPagingToArray({ limit: EVENTS_MAX })
  const known = events.flatMap((event) => {
    const hints = hintsOf(event)
    return hints === null ? [] : [{ id: event.id, hints }]
  })
  const missed = await storeMissedEvents(db, known)
  if (missed.length === 0) return
  log('warn', 'events_missed', { count: missed.length })
  for (const eventId of missed) await queues.send({ kind: 'payment', eventId })
}
