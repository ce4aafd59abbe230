import { z } from 'zod'

/** Raised when an older reader could misunderstand what a newer one sends. */
export const MESSAGE_VERSION = 1

/**
 * What travels through the queues: ids only. A message wakes a consumer, which reads the row, so one
 * that is late, doubled or stale does no harm.
 */
export const Message = z.discriminatedUnion('kind', [
  /** Hand an open job to the next engine that can make it. */
  z.object({ kind: z.literal('submit'), jobId: z.string() }),
  /** Look at an attempt at the provider. Looks are numbered, and each is taken once. */
  z.object({ kind: z.literal('watch'), attemptId: z.string(), look: z.number().int() }),
  /** Ask the provider for the result of an attempt and finish its job. */
  z.object({ kind: z.literal('finish'), attemptId: z.string() }),
  /** Ask the providers to stop the renders that a job ended without. */
  z.object({ kind: z.literal('stop'), jobId: z.string() }),
  /** Ask Stripe about the payment that an event names. */
  z.object({ kind: z.literal('payment'), eventId: z.string() }),
  /** Erase what is left of a closed account. */
  z.object({ kind: z.literal('erase'), userId: z.string() }),
  /** Ask Stripe about a purchase that has been open for a while. */
  z.object({ kind: z.literal('purchase'), purchaseId: z.string() }),
])

export type Message = z.infer<typeof Message>

/** The first version of messages had no number. */
const Stamped = z.looseObject({ version: z.number().default(1) })
export type StampedMessage = Message & { version: number }

export function stampMessage(message: Message): StampedMessage {
  return { ...message, version: MESSAGE_VERSION }
}

/**
 * Reads a message from a queue, without fields that this deploy doesn't know. Null for a newer
 * version or an unknown kind: a newer deploy sent it and will handle it, so it must not be dropped.
 */
export function readMessage(body: unknown): Message | null {
  const stamped = Stamped.safeParse(body)
  if (!stamped.success || stamped.data.version > MESSAGE_VERSION) return null
  return Message.safeParse(body).data ?? null
}
