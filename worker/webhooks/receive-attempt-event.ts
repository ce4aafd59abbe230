import { verify } from '../crypto/sign.ts'
import { storeAttemptEvent } from '../db/inbox.ts'
import type { ProviderName } from '../providers/model.ts'
import type { Services } from '../services.ts'
import { forged } from './refusals.ts'

/** How one provider reports that a render has ended. */
export type AttemptEvents = {
  provider: ProviderName
  /** Whether the provider signed this body lately. Throws when its keys can't be fetched. */
  isSigned(
    services: Pick<Services, 'config' | 'keys' | 'now'>,
    headers: Headers,
    body: ArrayBuffer,
  ): Promise<boolean>
  /**
   * Reads the parsed body, which is undefined where it wasn't JSON; null when nothing has ended yet.
   * Throws `invalid` for anything but an event.
   */
  read(json: unknown, headers: Headers): AttemptEvent | null
}

/** `payload` is what we keep of the event. */
type AttemptEvent = { eventId: string; requestId: string; payload: unknown }

/**
 * Takes in a provider's webhook: verify, store once, enqueue. What the event says is a hint; the
 * consumer asks the provider itself. Throws `unauthenticated`, with nothing stored, unless the provider
 * signed the body and we made the address. Any other error is ours, and a reason to deliver it again.
 */
export async function receiveAttemptEvent(
  services: Pick<Services, 'config' | 'db' | 'keys' | 'queues' | 'now'>,
  request: Request,
  { provider, isSigned, read }: AttemptEvents,
): Promise<void> {
  const { config, db, queues } = services
  const { url, headers } = request
  const body = await request.arrayBuffer()
  const { searchParams } = new URL(url)
  const attemptId = searchParams.get('attempt') ?? ''
  const signature = searchParams.get('signature') ?? ''
  const isOurs = await verify(config.WEBHOOK_SECRET, attemptId, signature)
  if (!isOurs || !(await isSigned(services, headers, body))) throw forged()
  const event = read(parseJson(body), headers)
  if (event === null) return
  const { unprocessed } = await storeAttemptEvent(db, { provider, attemptId, ...event })
  if (unprocessed) await queues.send({ kind: 'finish', attemptId })
}

function parseJson(body: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}
