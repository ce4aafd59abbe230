import { join } from 'node:path'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { SongWriter } from '../composer/write-song.ts'
import { openAudioStore } from '../file-host/audio-store.ts'
import { fileRoutes } from '../file-host/file-routes.ts'
import { Faults } from '../kit/faults.ts'
import { openJournal } from '../kit/journal.ts'
import { serveLocally } from '../kit/serve.ts'
import { openSettings } from '../kit/settings.ts'
import { accountRoutes } from './account-routes.ts'
import { adminRoutes } from './admin-routes.ts'
import { createRoutes } from './create-routes.ts'
import { internalError, notFound, ReplicateFailure } from './errors.ts'
import { startExpiry } from './expire-predictions.ts'
import { predictionRoutes } from './prediction-routes.ts'
import { publicUrlOf } from './public-url.ts'
import { openRenders } from './renders.ts'
import { createRequestCounters } from './request-counters.ts'
import type { Services } from './services.ts'
import type { Tables } from './tables.ts'
import { openWebhookDeliveries } from './webhook-deliveries.ts'

/**
 * Replicate on 127.0.0.1, for the unmodified client library with `baseUrl: url + '/v1'`: its
 * predictions, what it knows of the models that are served, its webhooks and its file host.
 *
 * Addresses in answers are Replicate's own: what is `https://replicate.delivery/x` there is
 * `{url}/replicate.delivery/x` here, so rewrite one before following it. Any token that starts with
 * "local" is accepted; each has an account of its own.
 *
 * Everything lives in `folder` and survives a kill at any moment: the next start on the same folder
 * finishes pending renders and delivers what is due.
 *
 * @param port 0, the default, takes a free one. Rejects when the port is taken.
 * @param composer writes the music; without one every prediction gets the same prepared MP3.
 * @param renderSeconds the least time from create to end.
 */
export async function startReplicate({
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
  const server = await serveLocally(createReplicateApp(services).fetch, port)
  const expiry = startExpiry(services)
  resume(services)
  return {
    url: server.url,
    async close() {
      expiry.stop()
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
  const counters = createRequestCounters()
  const faults: Services['faults'] = new Faults()
  const settings = openSettings(store, { renderSeconds })
  const webhooks = openWebhookDeliveries({ store, settings })
  const renders = openRenders({ store, audio, faults, composer })
  return { store, audio, settings, counters, faults, webhooks, renders }
}

/** Continues what an earlier run on the same folder left unfinished. */
function resume({ store, renders, webhooks }: Services): void {
  webhooks.resume()
  for (const token of store.keys())
    for (const prediction of store.read(token).list('predictions'))
      if (prediction.outcome === null) renders.begin(token, prediction)
}

function createReplicateApp(services: Services) {
  const { audio, counters, faults } = services
  const files = fileRoutes({
    audio,
    path: '/xezq/:id/:name',
    publicUrlOf,
    onRequest: ({ key }) => counters.add(key, 'files'),
    takeFault: (key, kinds) => faults.take(key, kinds),
  })
  return new Hono<{ Bindings: HttpBindings }>()
    .route('/__admin', adminRoutes(services))
    .route('/replicate.delivery', files)
    .route('/v1', createRoutes(services))
    .route('/v1', predictionRoutes(services))
    .route('/v1', accountRoutes(services))
    .notFound(() => answerFailure(notFound()))
    .onError((error) => {
      if (error instanceof ReplicateFailure) return answerFailure(error)
      console.error('replicate:', error)
      return answerFailure(internalError())
    })
}

function answerFailure({ body, status, headers }: ReplicateFailure): Response {
  return Response.json(body, { status, headers })
}
