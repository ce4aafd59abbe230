import { setTimeout as wait } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import type { ArmedFault } from '../kit/faults.ts'
import { cutConnection } from '../kit/serve.ts'
import { type ApiEnv, authenticate } from './authenticate.ts'
import {
  insufficientCredit,
  internalError,
  notFound,
  type ReplicateFailure,
  throttled,
  unavailable,
  versionInvalid,
} from './errors.ts'
import { type FaultDetail, REFUSALS } from './fault-kinds.ts'
import { newId } from './ids.ts'
import { findModel } from './models.ts'
import type { Prediction } from './prediction.ts'
import { readCreation, readObject } from './read-creation.ts'
import type { Services } from './services.ts'
import { showPrediction } from './show-prediction.ts'

const WAIT_SECONDS_MAX = 60
const RETRY_AFTER_SECONDS = 10

/** Every accepted create is a paid render, whether its answer arrives or not. */
export function createRoutes(services: Omit<Services, 'audio'>) {
  return new Hono<ApiEnv>()
    .post('/models/:owner/:name/predictions', authenticate(services, 'creates'), async (c) => {
      refuseIfAsked(services, c.var.token)
      const model = `${c.req.param('owner')}/${c.req.param('name')}`
      if (!findModel(model)) throw notFound()
      return await create(services, c, model, readObject(await c.req.text()))
    })
    .post('/predictions', authenticate(services, 'creates'), async (c) => {
      refuseIfAsked(services, c.var.token)
      const { version, ...body } = readObject(await c.req.text())
      // Official models have no version: their name stands for it.
      if (typeof version !== 'string' || !findModel(version)) throw versionInvalid()
      return await create(services, c, version, body)
    })
}

async function create(
  services: Omit<Services, 'audio'>,
  c: Context<ApiEnv>,
  model: string,
  body: Record<string, unknown>,
): Promise<Response> {
  const { token } = c.var
  const { store, settings, faults, renders, webhooks } = services
  const schema = findModel(model)?.input
  if (!schema) throw notFound()
  const prediction: Prediction = {
    ...readCreation(schema, body),
    id: newId(),
    model,
    createdAt: Date.now(),
    renderMilliseconds: settings.of(token).renderSeconds * 1000,
    deadlineAt: readDeadline(c.req.header('cancel-after')),
    completedAt: null,
    outcome: null,
    fileId: null,
    dataRemoved: false,
    forgotten: false,
  }
  const { id } = prediction
  // The answer shows a prediction that is starting, however soon it ends.
  const answer = showPrediction(prediction, prediction.createdAt - 1)
  store.write(token, (tx) => tx.put('predictions', prediction))
  renders.begin(token, prediction)

  const behind = faults.take(token, ['webhook_before_answer'])
  if (behind) {
    await renders.completeNow(token, id)
    await webhooks.deliverNow(token, ({ predictionId }) => predictionId === id)
    await wait(behind.milliseconds ?? 0)
  }
  if (faults.take(token, ['answer_lost'])) return cutConnection(c.env.incoming)
  if (faults.take(token, ['create_504'])) return new Response('Gateway Timeout', { status: 504 })

  const seconds = readWait(c.req.header('prefer'))
  if (seconds === null) return c.json(answer, 201)
  await renders.waitForEnd(token, id, seconds)
  const reached = store.read(token).find('predictions', id) ?? prediction
  return c.json(showPrediction(reached, Date.now()), 201, {
    'Preference-Applied': `wait=${seconds}`,
  })
}

function refuseIfAsked({ faults }: Pick<Services, 'faults'>, token: string): void {
  const fault = faults.take(token, REFUSALS)
  if (fault) throw refusalOf(fault)
}

function refusalOf({
  kind,
  retryAfterSeconds = RETRY_AFTER_SECONDS,
}: ArmedFault<(typeof REFUSALS)[number], FaultDetail>): ReplicateFailure {
  switch (kind) {
    case 'create_402':
      return insufficientCredit()
    case 'create_422_version':
      return versionInvalid()
    case 'create_429':
      return throttled(retryAfterSeconds)
    case 'create_500':
      return internalError()
    case 'create_503':
      return unavailable()
  }
}

/** The seconds of `Prefer: wait` or `wait=n`; null when the header asks for no wait. */
function readWait(prefer = ''): number | null {
  const asked = prefer.match(/^wait(?:=(\d+))?$/)
  if (!asked) return null
  return Math.min(Math.max(Number(asked[1] ?? WAIT_SECONDS_MAX), 1), WAIT_SECONDS_MAX)
}

/** `Cancel-After`, such as "90", "45s" or "1m30s", as a Unix time in milliseconds. */
function readDeadline(cancelAfter = ''): number | null {
  const parts = cancelAfter.match(/^(?=.)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/)
  if (!parts) return null
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  return Date.now() + (hours * 3600 + minutes * 60 + seconds) * 1000
}
