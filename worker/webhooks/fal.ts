import { Hono } from 'hono'
import { z } from 'zod'
import type { AppEnv } from '../app-env.ts'
import { DomainError } from '../errors.ts'
import { audioUrlIn, falUrl } from '../providers/fal/provider.ts'
import { verifyFal } from '../providers/fal/signature.ts'
import { type AttemptEvents, receiveAttemptEvent } from './receive-attempt-event.ts'
import { forged, limitEvent } from './refusals.ts'

const KEYS_URL = 'https://rest.fal.ai/.well-known/jwks.json'

const Event = z.object({ request_id: z.string().min(1).max(200), status: z.string().max(40) })
const Payload = z.object({ payload: z.unknown() })

const FAL: AttemptEvents = {
  provider: 'fal',
  isSigned: ({ config, keys, now }, headers, body) =>
    verifyFal(keys, falUrl(config, KEYS_URL), headers, body, now()),
  read(json, headers) {
    const { data: event } = Event.safeParse(json)
    if (!event) throw new DomainError('invalid', 'This is not an event we know.')
    if (event.request_id !== headers.get('x-fal-webhook-request-id')) throw forged()
    const id = event.request_id
    const audioUrl = audioUrlIn(Payload.safeParse(json).data?.payload)
    return { eventId: id, requestId: id, payload: event, audioUrl }
  },
}

export const falWebhook = new Hono<AppEnv>().post('/fal', limitEvent, async (c) => {
  await receiveAttemptEvent(c.var.services, c.req.raw, FAL)
  return c.json({ ok: true })
})
