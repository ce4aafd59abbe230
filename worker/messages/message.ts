import { z } from 'zod'

/** Raise it when an older deploy could misunderstand a newer message. */
export const MESSAGE_VERSION = 1

/** Only ids: the consumer reads the row, so a late, doubled or stale message does no harm. */
export const Message = z.discriminatedUnion('kind', [
  /** Hand an open job to the next engine that can make it. */
  z.object({ kind: z.literal('submit'), jobId: z.string() }),
  /** Looks are numbered, and a consumer takes each once. */
  z.object({ kind: z.literal('watch'), attemptId: z.string(), look: z.number().int() }),
  z.object({ kind: z.literal('finish'), attemptId: z.string() }),
  /** Ask the providers to stop the renders that a job ended without. */
  z.object({ kind: z.literal('stop'), jobId: z.string() }),
  z.object({ kind: z.literal('payment'), eventId: z.string() }),
  z.object({ kind: z.literal('erase'), userId: z.string() }),
  z.object({ kind: z.literal('mail'), mailId: z.string() }),
  z.object({ kind: z.literal('purchase'), purchaseId: z.string() }),
  z.object({ kind: z.literal('measure'), fileId: z.string() }),
  /** Draw a track's cover. */
  z.object({ kind: z.literal('draw'), trackId: z.string() }),
])

export type Message = z.infer<typeof Message>

/** The first version of messages had no number. */
const Stamped = z.looseObject({ version: z.number().default(1) })
export type StampedMessage = Message & { version: number }

export function stampMessage(message: Message): StampedMessage {
  return { ...message, version: MESSAGE_VERSION }
}

/** Null for a newer version or unknown kind: a newer deploy will handle it, so never drop it. */
export function readMessage(body: unknown): Message | null {
  const stamped = Stamped.safeParse(body)
  if (!stamped.success || stamped.data.version > MESSAGE_VERSION) return null
  return Message.safeParse(body).data ?? null
}
