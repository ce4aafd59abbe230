import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { AppEnv } from '../app-env.ts'
import { verifyAttempt } from '../crypto/sign.ts'
import { receiveEvent } from '../db/inbox.ts'
import { DomainError } from '../errors.ts'
import { refuseTooLarge } from '../middleware/body.ts'
import { verifyReplicate } from '../providers/replicate/signature.ts'

const BODY_BYTES_MAX = 1024 * 1024
const ENDS = ['succeeded', 'failed', 'canceled', 'aborted']

const Prediction = z.object({ id: z.string().min(1).max(200), status: z.string().max(40) })

/**
 * Replicate tells that a prediction is over: verify, store once, enqueue, 200. What it says is a
 * hint; the consumer asks Replicate itself. 401 when Replicate didn't sign it or we didn't make its
 * address: nothing is stored. 5xx when we can't take it now, so that Replicate sends it again. One
 * that tells of less than the end is 200 and nothing more.
 */
export const replicateWebhook = new Hono<AppEnv>().post(
  '/replicate',
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
    if (!isOurs || !(await verifyReplicate(keys, config, c.req.raw.headers, body, now())))
      throw forged()
    const prediction = readPrediction(body)
    if (!ENDS.includes(prediction.status)) return c.json({ ok: true })
    const { unprocessed } = await receiveEvent(db, {
      provider: 'replicate',
      // Signed with the rest, and the same on every delivery of one event.
      eventId: c.req.header('webhook-id') ?? '',
      requestId: prediction.id,
      attemptId,
      payload: prediction,
    })
    if (unprocessed) await queues.send({ kind: 'finish', attemptId })
    return c.json({ ok: true })
  },
)

function readPrediction(body: ArrayBuffer) {
  try {
    return Prediction.parse(JSON.parse(new TextDecoder().decode(body)))
  } catch {
    throw new DomainError('invalid', 'This is not a prediction.')
  }
}

const forged = () => new DomainError('unauthenticated', 'The signature does not fit.')
