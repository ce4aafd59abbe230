import { Hono } from 'hono'
import Stripe from 'stripe'
import type { AppEnv } from '../app-env.ts'
import { storePaymentEvent } from '../db/inbox.ts'
import { requireStripe } from '../domain/purchases/require-stripe.ts'
import { hintsOf } from '../payments/payment-hints.ts'
import { forged, limitEvent } from './refusals.ts'

const SIGNATURE_AGE_SECONDS_MAX = 300
/** The library reads the time of `t=1795….5`, too, and drops a byte order mark before it verifies. */
const TIME = /(?:^|,)t=\d+(?:,|$)/
const MARK = [0xef, 0xbb, 0xbf]

/** Stores ids, nothing about people: the consumer asks Stripe what happened. After a 5xx Stripe delivers it again. */
export const stripeWebhook = new Hono<AppEnv>().post('/', limitEvent, async (c) => {
  const { config, db, queues } = c.var.services
  const stripe = requireStripe(c.var.services)
  const event = await verify(stripe, {
    body: new Uint8Array(await c.req.arrayBuffer()),
    signature: c.req.header('stripe-signature') ?? '',
    // `parseEnv` requires it with the key that `requireStripe` found.
    secret: config.STRIPE_WEBHOOK_SECRET as string,
  })
  const hints = hintsOf(event)
  if (hints === null) return c.json({ ok: true })
  const { unprocessed } = await storePaymentEvent(db, event.id, hints)
  if (unprocessed) await queues.send({ kind: 'payment', eventId: event.id })
  return c.json({ ok: true })
})

async function verify(
  stripe: Stripe,
  { body, signature, secret }: { body: Uint8Array; signature: string; secret: string },
): Promise<Stripe.Event> {
  if (!TIME.test(signature) || MARK.every((byte, at) => body[at] === byte)) throw forged()
  try {
    return await stripe.webhooks.constructEventAsync(
      Buffer.from(body),
      signature,
      secret,
      SIGNATURE_AGE_SECONDS_MAX,
      Stripe.createSubtleCryptoProvider(),
    )
  } catch {
    throw forged()
  }
}
