import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { Faults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { serveLocally } from '../kit/serve.ts'
import { adminRoutes } from './admin-routes.ts'
import { apiRoutes } from './api-routes.ts'
import { internalError, StripeFailure, unrecognizedUrl } from './errors.ts'
import { startExpiry } from './expire-due-sessions.ts'
import { newId } from './ids.ts'
import { pageRoutes } from './pages/page-routes.ts'
import { paymentLevers } from './payment-levers.ts'
import { createRequestCounters } from './request-counters.ts'
import type { Services } from './services.ts'
import type { Tables } from './tables.ts'
import { openWebhookDeliveries } from './webhook-deliveries.ts'
import { type EndpointDefaults, readEndpoint } from './webhook-endpoint.ts'

/**
 * Stripe on 127.0.0.1, for the unmodified client library with `{ host, port, protocol: 'http' }`:
 * what selling packs by hosted Checkout needs of its API, the pages a customer sees, a dashboard
 * to play bank and customer by hand, and webhooks.
 *
 * Any secret key that starts with "sk_test_local" is accepted; each has an account of its own. Everything
 * lives in `folder` and survives a kill at any moment: the next start delivers what is due.
 *
 * @param port 0, the default, takes a free one. Rejects when the port is taken.
 * @param webhookEndpoint where webhooks go for every key that sets no endpoint of its own.
 */
export async function startStripe({
  port = 0,
  folder,
  webhookEndpoint,
}: {
  port?: number
  folder: string
  webhookEndpoint?: EndpointDefaults
}): Promise<{ url: string; close(): Promise<void> }> {
  const services = openServices(folder, webhookEndpoint)
  const server = await serveLocally(createStripeApp(services).fetch, port)
  const expiry = startExpiry(services.store, server.url)
  services.webhooks.resume()
  return {
    url: server.url,
    async close() {
      expiry.stop()
      services.webhooks.close()
      await server.close()
    },
  }
}

function openServices(folder: string, defaults: EndpointDefaults | undefined): Services {
  const store = openJournal<Tables>(folder)
  const faults: Services['faults'] = new Faults()
  const counters = createRequestCounters()
  const endpointOf = (key: string) => readEndpoint(store.read(key), defaults)
  const webhooks = openWebhookDeliveries({ store, endpointOf })
  return { store, faults, counters, webhooks, endpointOf }
}

function createStripeApp(services: Services) {
  return new Hono<{ Bindings: HttpBindings }>()
    .route('/__admin', adminRoutes(services))
    .route('/__admin', paymentLevers(services.store))
    .route('/', pageRoutes(services.store))
    .route('/', apiRoutes(services))
    .notFound((c) => answerFailure(unrecognizedUrl(c.req.method, c.req.path)))
    .onError((error) => {
      if (error instanceof StripeFailure) return answerFailure(error)
      console.error('stripe:', error)
      return answerFailure(internalError())
    })
}

function answerFailure(failure: StripeFailure): Response {
  return Response.json(failure.body, {
    status: failure.status,
    headers: { 'request-id': newId('req') },
  })
}
