import type Stripe from 'stripe'

const PAGE = 100

/** An object as it was at its last event, and when that was (in seconds). */
export type Said<Subject> = { object: Subject; at: number }

/**
 * What Stripe said last, since `start`, about each object that these events are about, from its newest `max` events.
 * None since `since` is missing.
 */
export async function listLastSaid<Subject extends { id: string }>(
  stripe: Stripe,
  types: Stripe.Event['type'][],
  { start, max }: { start: number; max: number },
): Promise<{ said: Said<Subject>[]; since: number }> {
  const events = await stripe.events
    .list({ created: { gte: start }, types, limit: PAGE })
    .autoPagingToArray({ limit: max })
  const oldest = events.at(-1)
  const last = new Map<string, Said<Subject>>()
  for (const { created, data } of events) {
    // The caller names events that are all about such objects.
    const object = data.object as unknown as Subject
    if (!last.has(object.id)) last.set(object.id, { object, at: created })
  }
  const isCut = events.length === max && oldest !== undefined
  return { said: [...last.values()], since: isCut ? oldest.created + 1 : start }
}
