import { z } from 'zod'

/** Raised when an older reader could misunderstand what a newer one sends. */
export const MESSAGE_VERSION = 1

/**
 * What travels through the queues: ids only. A message merely wakes us; the
 * row it names is the truth, so a message that is late, doubled or stale does no harm.
 */
export const Message = z.discriminatedUnion('kind', [
  /** Hand an open job to the next engine that may make it. */
  z.object({ kind: z.literal('submit'), jobId: z.string() }),
  /** Look at an attempt at the provider; `look` counts, and only the next look is taken. */
  z.object({ kind: z.literal('watch'), attemptId: z.string(), look: z.number().int() }),
  /** Ask the provider for the result of an attempt and finish its job. */
  z.object({ kind: z.literal('finish'), attemptId: z.string() }),
  /** Tell the providers that nobody waits for this job any more. */
  z.object({ kind: z.literal('stop'), jobId: z.string() }),
  /** Ask Stripe about the payment that an event told of. */
  z.object({ kind: z.literal('payment'), eventId: z.string() }),
  /** Erase what is left of an account that was closed. */
  z.object({ kind: z.literal('erase'), userId: z.string() }),
  /** Ask Stripe about a purchase that has been open for a while. */
  z.object({ kind: z.literal('purchase'), purchaseId: z.string() }),
])

export type Message = z.infer<typeof Message>

/** A message as it lies in a queue. One without a version is of the first. */
const Stamped = z.looseObject({ version: z.number().default(1) })
export type StampedMessage = Message & { version: number }

export function stampMessage(message: Message): StampedMessage {
  return { ...message, version: MESSAGE_VERSION }
}

/**
 * Reads what came out of a queue. Fields that we don't know are none of our business; a newer version,
 * or a kind that we don't know, was sent by a deploy that isn't here yet: null, and not for us to drop.
 */
export function readMessage(body: unknown): Message | null {
  const stamped = Stamped.safeParse(body)
  if (!stamped.success || stamped.data.version > MESSAGE_VERSION) return null
  return Message.safeParse(body).data ?? null
}
