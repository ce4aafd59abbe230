import { verify } from '../crypto/sign.ts'
import { storeAttemptEvent } from '../db/inbox.ts'
import type { ProviderName } from '../providers/model.ts'
import type { Services } from '../services.ts'
import { forged } from './refusals.ts'

export type AttemptEvents = {
  provider: ProviderName
  /** Whether the provider signed this body recently. Throws when its keys can't be fetched. */
  isSigned(
    services: Pick<Services, 'config' | 'keys' | 'now'>,
    headers: Headers,
    body: ArrayBuffer,
  ): Promise<boolean>
  /** Null when no render has ended; `json` is undefined when the body isn't JSON. Throws `invalid`. */
  read(json: unknown, headers: Headers): AttemptEvent | null
}

type AttemptEvent = {
  eventId: string
  requestId: string
  payload: unknown
  /** Where the provider says that the music is. */
  audioUrl: string | null
}

/**
 * What the event says is a hint: the consumer asks the provider, and takes the audio's address from the event only
 * when that tells nothing any more. Throws `unauthenticated`, with nothing
 * stored, unless the provider signed it and we made the address. After other errors the provider sends it again.
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
