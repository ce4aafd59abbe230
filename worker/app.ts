import { Hono } from 'hono'
import type { AppEnv } from './app-env.ts'
import { DomainError } from './errors.ts'
import { allowedMethods } from './middleware/allowed-methods.ts'
import { answerError } from './middleware/errors.ts'
import { keepNothing } from './middleware/keep-nothing.ts'
import { requireSameOrigin } from './middleware/origin.ts'
import { secureApi } from './middleware/secure-headers.ts'
import { loadUser } from './middleware/user.ts'
import { account } from './routes/account.ts'
import { analyze } from './routes/analyze.ts'
import { authRoutes } from './routes/auth.ts'
import { credits } from './routes/credits.ts'
import { examples } from './routes/examples.ts'
import { files } from './routes/files.ts'
import { health } from './routes/health.ts'
import { jobs } from './routes/jobs.ts'
import { library } from './routes/library.ts'
import { metrics } from './routes/metrics.ts'
import { models } from './routes/models.ts'
import { pricing } from './routes/pricing.ts'
import { tracks } from './routes/tracks.ts'
import { servicesOf } from './services.ts'
import { falWebhook } from './webhooks/fal.ts'
import { replicateWebhook } from './webhooks/replicate.ts'
import { stripeWebhook } from './webhooks/stripe.ts'

export function createApp() {
  const app = new Hono<AppEnv>()
  app.onError(answerError)
  app.notFound((c) => {
    const methods = allowedMethods(app, c.req.path)
    if (methods.length > 0) c.header('Allow', methods.join(', '))
    return answerError(methods.length > 0 ? wrongMethod() : nothingHere(), c)
  })
  app.use(async (c, next) => {
    c.set('requestId', crypto.randomUUID())
    c.set('services', servicesOf(c.env))
    await next()
    c.header('X-Request-Id', c.var.requestId)
  })
  app.use(keepNothing)
  app.use(secureApi)
  app.route('/metrics', metrics)
  app.route('/api/webhooks', falWebhook)
  app.route('/api/webhooks', replicateWebhook)
  app.route('/api/stripe/webhook', stripeWebhook)
  app.use('/api/*', requireSameOrigin)
  app.route('/api/auth', authRoutes)
  app.use('/api/*', loadUser)
  return app
    .route('/api/health', health)
    .route('/api/models', models)
    .route('/api/pricing', pricing)
    .route('/api/credits', credits)
    .route('/api/tracks', tracks)
    .route('/api/examples', examples)
    .route('/api/jobs', jobs)
    .route('/api/library', library)
    .route('/api/files', files)
    .route('/api/analyze', analyze)
    .route('/api/account', account)
}

function nothingHere(): DomainError {
  return new DomainError('not_found', 'There is nothing here.')
}

function wrongMethod(): DomainError {
  return new DomainError('method_not_allowed', 'This address takes other methods.')
}

export type App = ReturnType<typeof createApp>
