import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import { accountLevers } from '../kit/account-levers.ts'
import { expirePrediction } from './expire-predictions.ts'
import { FAULT_KINDS } from './fault-kinds.ts'
import { type Prediction, statusAt } from './prediction.ts'
import type { Services } from './services.ts'
import { rotateSigningSecret, signingSecretsOf } from './signing-secrets.ts'

const Token = z.strictObject({ token: z.string() })
const Account = Token.transform(({ token }) => ({ key: token }))
const NewSettings = z.strictObject({
  token: z.string(),
  renderSeconds: z.number().min(0).exactOptional(),
  hold: z.boolean().exactOptional(),
})
const OutboxQuery = z.strictObject({
  token: z.string(),
  wrongSecret: z.stringbool().default(false),
  secondsAgo: z.coerce.number().int().default(0),
})
const OnePrediction = z.strictObject({ token: z.string(), predictionId: z.string() })
const Rotation = z.strictObject({ token: z.string(), overlap: z.boolean().default(true) })
const NewFault = z.strictObject({
  token: z.string(),
  kind: z.enum(FAULT_KINDS),
  times: z.int().min(1).default(1),
  milliseconds: z.int().min(0).exactOptional(),
  retryAfterSeconds: z.int().min(0).exactOptional(),
})

const NO_SUCH_PREDICTION = { error: 'no such prediction' }

/**
 * What tests can do under `/__admin`: JSON in and out, always for the account of the `token` named.
 * An unknown field, fault or missing token is 400.
 */
export function adminRoutes(services: Services) {
  const { store, audio, settings, counters, faults, webhooks, renders } = services

  const find = (token: string, id: string) => store.read(token).find('predictions', id)

  function forget(token: string): void {
    store.forget(token)
    audio.removeAllOf(token)
  }

  return new Hono()
    .route('/', accountLevers(Account, { counters, faults, forget }))
    .put('/settings', zValidator('json', NewSettings), (c) => {
      const { token, ...changed } = c.req.valid('json')
      return c.json(settings.change(token, changed))
    })
    .get('/outbox', zValidator('query', OutboxQuery), (c) => {
      const { token, ...how } = c.req.valid('query')
      return c.json(webhooks.outbox(token, how))
    })
    .delete('/outbox/:id', zValidator('query', Token), (c) => {
      const taken = webhooks.takeOut(c.req.valid('query').token, c.req.param('id'))
      return taken ? c.json({}) : c.json({ error: 'no such webhook is due' }, 404)
    })
    .get('/predictions', zValidator('query', Token), (c) => {
      const { token } = c.req.valid('query')
      return c.json(store.read(token).list('predictions').map(summaryOf))
    })
    .post('/complete', zValidator('json', OnePrediction), async (c) => {
      const { token, predictionId } = c.req.valid('json')
      if (!find(token, predictionId)) return c.json(NO_SUCH_PREDICTION, 404)
      await renders.completeNow(token, predictionId)
      const completed = find(token, predictionId)
      return completed ? c.json(summaryOf(completed)) : c.json(NO_SUCH_PREDICTION, 404)
    })
    .post('/expire', zValidator('json', OnePrediction), (c) => {
      const { token, predictionId } = c.req.valid('json')
      const prediction = find(token, predictionId)
      if (!prediction?.outcome) return c.json({ error: 'no such prediction has ended' }, 404)
      return c.json(summaryOf(expirePrediction(services, token, prediction)))
    })
    .post('/secret/rotate', zValidator('json', Rotation), (c) => {
      const { token, overlap } = c.req.valid('json')
      rotateSigningSecret(store, token, overlap)
      return c.json({ secrets: signingSecretsOf(store, token) })
    })
    .post('/faults', zValidator('json', NewFault), (c) => {
      const { token, kind, times, ...detail } = c.req.valid('json')
      faults.arm(token, kind, times, detail)
      return c.json(faults.list(token))
    })
}

function summaryOf(prediction: Prediction) {
  return { ...prediction, status: statusAt(prediction, Date.now()) }
}
