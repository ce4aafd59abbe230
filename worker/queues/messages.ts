import { z } from 'zod'

/**
 * What travels through the queues: ids only. A message merely wakes us; the
 * row it names is the truth, so a message that is late, doubled or stale does no harm.
 */
export const JobsMessage = z.discriminatedUnion('kind', [
  /** Hand a queued job to a provider. */
  z.object({ kind: z.literal('submit'), jobId: z.string() }),
  /** Look at an attempt at the provider; `look` counts, and only the next look is taken. */
  z.object({ kind: z.literal('watch'), attemptId: z.string(), look: z.number().int() }),
  /** Ask the provider for the result of an attempt and finish its job. */
  z.object({ kind: z.literal('finish'), attemptId: z.string() }),
  /** Tell the providers that nobody waits for this job any more. */
  z.object({ kind: z.literal('stop'), jobId: z.string() }),
  /** Ask Stripe about the payment that an event told of. */
  z.object({ kind: z.literal('payment'), eventId: z.string() }),
  /** Ask Stripe about a purchase that has been open for a while. */
  z.object({ kind: z.literal('purchase'), purchaseId: z.string() }),
])

export type JobsMessage = z.infer<typeof JobsMessage>
