import { Hono } from 'hono'
import { z } from 'zod'
import type { AppEnv } from '../app-env.ts'
import { DomainError } from '../errors.ts'
import { verifyReplicate } from '../providers/replicate/signature.ts'
import { type AttemptEvents, receiveAttemptEvent } from './receive-attempt-event.ts'
import { limitEvent } from './refusals.ts'

const ENDS = ['succeeded', 'failed', 'canceled', 'aborted']

const Prediction = z.object({ id: z.string().min(1).max(200), status: z.string().max(40) })

const REPLICATE: AttemptEvents = {
  provider: 'replicate',
  isSigned: ({ config, keys, now }, headers, body) =>
    verifyReplicate(keys, config, headers, body, now()),
  read(json, headers) {
    const { data: prediction } = Prediction.safeParse(json)
    if (!prediction) throw new DomainError('invalid', 'This is not a prediction.')
    if (!ENDS.includes(prediction.status)) return null
    // Signed with the rest, and the same on every delivery of one event.
    const eventId = headers.get('webhook-id') ?? ''
    return { eventId, requestId: prediction.id, payload: prediction }
  },
}

/** Replicate reports on a prediction. 200 once its end is stored; 401 forged, 5xx: Replicate sends it again. */
export const replicateWebhook = new Hono<AppEnv>().post('/replicate', limitEvent, async (c) => {
  await receiveAttemptEvent(c.var.services, c.req.raw, REPLICATE)
  return c.json({ ok: true })
})
