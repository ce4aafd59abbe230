import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { AppEnv } from '../app-env.ts'
import { verifyAttempt } from '../crypto/sign.ts'
import { receiveEvent } from '../db/inbox.ts'
import { DomainError } from '../errors.ts'
import { refuseTooLarge } from '../middleware/body.ts'
import { falUrl } from '../providers/fal/provider.ts'
import { verifyFal } from '../providers/fal/signature.ts'

const BODY_BYTES_MAX = 1024 * 1024
const KEYS_URL = 'https://rest.fal.ai/.well-known/jwks.json'

const Event = z.object({ request_id: z.string().min(1).max(200), status: z.string().max(40) })

/**
 * FAL tells that a render is over: verify, store once, enqueue, 200. What it says is a hint; the
 * consumer asks FAL itself. 401 when FAL didn't sign it or we didn't make its address: nothing is
 * stored. 5xx when we can't take it now, so that FAL sends it again.
 */
export const falWebhook = new Hono<AppEnv>().post(
  '/fal',
  bodyLimit({ maxSize: BODY_BYTES_MAX, onError: refuseTooLarge }),
  async (c) => {
    const { config, db, keys, queues, now } = c.var.services
    const body = await c.req.arrayBuffer()
    const attemptId = c.req.query('attempt') ?? ''
    const isOurs = await verifyAttempt(
      config.WEBHOOK_SECRET,
      attemptId,
      c.req.query('signature') ?? '',
    )
    const keysUrl = falUrl(config, KEYS_URL)
    if (!isOurs || !(await verifyFal(keys, keysUrl, c.req.raw.headers, body, now()))) throw forged()
    const event = readEvent(body)
    if (event.request_id !== c.req.header('x-fal-webhook-request-id')) throw forged()
    const { unprocessed } = await receiveEvent(db, {
      provider: 'fal',
      eventId: event.request_id,
      requestId: event.request_id,
      attemptId,
      payload: event,
    })
    if (unprocessed) await queues.send({ kind: 'finish', attemptId })
    return c.json({ ok: true })
  },
)

function readEvent(body: ArrayBuffer) {
  try {
    return Event.parse(JSON.parse(new TextDecoder().decode(body)))
  } catch {
    throw new DomainError('invalid', 'This is not an event we know.')
  }
}

const forged = () => new DomainError('unauthenticated', 'The signature does not fit.')
