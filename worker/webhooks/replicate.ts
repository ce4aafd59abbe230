import { Hono } from 'hono'
import { z } from 'zod'
import type { AppEnv } from '../app-env.ts'
import { DomainError } from '../errors.ts'
import { audioUrlIn } from '../providers/replicate/provider.ts'
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
    // The signature covers it, and every delivery of an event carries the same.
    const eventId = headers.get('webhook-id') ?? ''
    const audioUrl = audioUrlIn(json)
    return { eventId, requestId: prediction.id, payload: prediction, audioUrl }
  },
}

export const replicateWebhook = new Hono<AppEnv>().post('/replicate', limitEvent, async (c) => {
  await receiveAttemptEvent(c.var.services, c.req.raw, REPLICATE)
  return c.json({ ok: true })
})
