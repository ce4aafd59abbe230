import { join } from 'node:path'
import { Hono } from 'hono'
import type { SongWriter } from '../composer/write-song.ts'
import { openAudioStore } from '../file-host/audio-store.ts'
import { Faults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { serveLocally } from '../kit/serve.ts'
import { openSettings } from '../kit/settings.ts'
import { adminRoutes } from './admin-routes.ts'
import { answerFailure, platformFailure } from './errors.ts'
import { mediaRoutes } from './media-routes.ts'
import { openRenders } from './renders.ts'
import { createRequestCounters } from './request-counters.ts'
import { listRequests } from './requests.ts'
import type { Services } from './services.ts'
import { openSigningKeys } from './signing-keys.ts'
import { statusRoutes } from './status-routes.ts'
import { submitRoutes } from './submit-routes.ts'
import type { Tables } from './tables.ts'
import { uploadRoutes } from './upload-routes.ts'
import { openWebhookDeliveries } from './webhook-deliveries.ts'

/**
 * FAL's queue, storage, file host and webhooks on 127.0.0.1, for the unmodified client library.
 *
 * The host is the first path segment: what is `https://queue.fal.run/x` there is
 * `{url}/queue.fal.run/x` here, and the same for `rest.fal.ai` and `v3.fal.media`. Addresses in
 * answers are FAL's own (`https://v3.fal.media/files/…`): rewrite them too before following one. Any
 * key that starts with "local" is accepted; each has an account of its own.
 *
 * Requests, webhooks, settings, files and the signing key live in `folder` and survive a kill at any moment:
 * the next start on the same folder finishes pending renders and delivers what is due.
 *
 * @param port 0, the default, takes a free one. Rejects when the port is taken.
 * @param composer writes the music; without one every request gets the same prepared MP3.
 * @param renderSeconds the least time from submit to completion.
 */
export async function startFal({
  port = 0,
  folder,
  composer,
  renderSeconds = 8,
}: {
  port?: number
  folder: string
  composer?: SongWriter
  renderSeconds?: number
}): Promise<{ url: string; close(): Promise<void> }> {
  const services = openServices({ folder, composer, renderSeconds })
  const server = await serveLocally(createFalApp(services).fetch, port)
  resume(services)
  return {
    url: server.url,
    async close() {
      services.renders.close()
      services.webhooks.close()
      await server.close()
    },
  }
}

function openServices({
  folder,
  composer,
  renderSeconds,
}: {
  folder: string
  composer: SongWriter | undefined
  renderSeconds: number
}): Services {
  const store = openJournal<Tables>(folder)
  const audio = openAudioStore(join(folder, 'files'))
  const keys = openSigningKeys(folder)
  const settings = openSettings(store, { renderSeconds })
  const counters = createRequestCounters()
  const faults: Services['faults'] = new Faults()
  const webhooks = openWebhookDeliveries({ store, settings, keys })
  const renders = openRenders({ store, audio, faults, settings, composer })
  return { store, audio, keys, settings, counters, faults, webhooks, renders }
}

/** Continues what an earlier run on the same folder left unfinished. */
function resume({ store, renders, webhooks }: Services): void {
  webhooks.resume()
  for (const key of store.keys())
    for (const request of listRequests(store, key))
      if (request.completedAt === null) renders.begin(request)
}

function createFalApp(services: Services) {
  return new Hono()
    .route('/__admin', adminRoutes(services))
    .get('/rest.fal.ai/.well-known/jwks.json', (c) => {
      services.counters.addJwks()
      return c.json(services.keys.jwks())
    })
    .route('/', uploadRoutes(services))
    .route('/v3.fal.media', mediaRoutes(services))
    .route('/queue.fal.run', submitRoutes(services))
    .route('/queue.fal.run', statusRoutes(services))
    .notFound(() => answerFailure(platformFailure(404, 'Not found')))
    .onError((error) => {
      console.error('fal:', error)
      return answerFailure(platformFailure(500, 'Internal server error', 'internal_error'))
    })
}
