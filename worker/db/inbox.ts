import { and, eq, isNull, sql } from 'drizzle-orm'
import type { PaymentHints } from '../payments/payment-hints.ts'
import type { ProviderName } from '../providers/model.ts'
import type { Db } from './client.ts'
import { inbox } from './schema.ts'

/**
 * Gives the attempt its request id, as the webhook may come before the answer to the submit, and the audio's
 * address unless its owner has left. A repeated delivery learns whether work is left, and so makes up for a
 * delivery whose message was lost.
 */
export async function storeAttemptEvent(
  db: Db,
  event: {
    provider: ProviderName
    eventId: string
    requestId: string
    attemptId: string
    payload: unknown
    audioUrl: string | null
  },
): Promise<{ unprocessed: boolean }> {
  const { rows } = await db.execute<{ unprocessed: boolean }>(sql`
    with attempt as (
      update attempts set
        provider_request_id = ${event.requestId},
        audio_url = coalesce(audio_url, case when ${HAS_OWNER} then ${event.audioUrl} end),
        status = case when status in ('submitting', 'unknown') then 'accepted' else status end
      where id = ${event.attemptId} and provider = ${event.provider}
        and coalesce(provider_request_id, ${event.requestId}) = ${event.requestId}
      returning id
    ), event as (
      insert into inbox (provider, event_id, attempt_id, payload)
      select ${event.provider}, ${event.eventId}, id, ${JSON.stringify(event.payload)}::jsonb from attempt
      on conflict (provider, event_id) do update set received_at = inbox.received_at
      returning processed_at
    ) select processed_at is null as unprocessed from event`)
  return { unprocessed: rows[0]?.unprocessed ?? false }
}

const HAS_OWNER = sql`exists (
  select from jobs join users on users.id = jobs.user_id
  where jobs.id = attempts.job_id and users.closed_at is null)`

export async function markProcessed(db: Db, attemptId: string): Promise<void> {
  await db
    .update(inbox)
    .set({ processedAt: sql`now()` })
    .where(and(eq(inbox.attemptId, attemptId), isNull(inbox.processedAt)))
}

export async function storePaymentEvent(
  db: Db,
  eventId: string,
  hints: PaymentHints,
): Promise<{ unprocessed: boolean }> {
  const [event] = await db
    .insert(inbox)
    .values({ provider: 'stripe', eventId, payload: hints, receivedAt: sql`now()` })
    .onConflictDoUpdate({
      target: [inbox.provider, inbox.eventId],
      set: { receivedAt: sql`${inbox.receivedAt}` },
    })
    .returning({ processedAt: inbox.processedAt })
  return { unprocessed: event?.processedAt === null }
}

/** Returns the ids of the events that the webhook had missed. */
export async function storeMissedEvents(
  db: Db,
  events: { id: string; hints: PaymentHints }[],
): Promise<string[]> {
  if (events.length === 0) return []
  const stored = await db
    .insert(inbox)
    .values(
      events.map(({ id, hints }) => ({
        provider: 'stripe',
        eventId: id,
        payload: hints,
        receivedAt: sql`now()`,
      })),
    )
    .onConflictDoNothing()
    .returning({ eventId: inbox.eventId })
  return stored.map(({ eventId }) => eventId)
}

export async function readPaymentEvent(
  db: Db,
  eventId: string,
): Promise<{ hints: PaymentHints; isProcessed: boolean } | null> {
  const [event] = await db.select().from(inbox).where(isPaymentEvent(eventId))
  // Every row of Stripe's is written above, with hints.
  return event
    ? { hints: event.payload as PaymentHints, isProcessed: event.processedAt !== null }
    : null
}

export async function markEventProcessed(db: Db, eventId: string): Promise<void> {
  await db.update(inbox).set({ processedAt: sql`now()` }).where(isPaymentEvent(eventId))
}

const isPaymentEvent = (eventId: string) =>
  and(eq(inbox.provider, 'stripe'), eq(inbox.eventId, eventId))
