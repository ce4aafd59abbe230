import { Hono } from 'hono'
import { authenticate, type FalEnv } from './authenticate.ts'
import { answerFailure, platformFailure } from './errors.ts'
import { progressOf, type QueueRequest } from './queue-request.ts'
import { countAhead, findRequest, forgetRequest, keepRequest } from './requests.ts'
import type { Services } from './services.ts'

/** Status, result and cancel. Their paths have the endpoint's owner/alias, without the rest of it. */
export function statusRoutes(
  services: Pick<Services, 'store' | 'counters' | 'faults' | 'renders'>,
) {
  const { store, counters, faults, renders } = services

  /** The key's own request at this owner/alias. */
  function findAt(key: string, { owner, alias, id }: RequestParam): QueueRequest | undefined {
    const request = findRequest(store, key, id)
    return request && appOf(request) === `${owner}/${alias}` ? request : undefined
  }

  /** The same, unless a fault makes FAL forget it for good. */
  function recallRequest(key: string, param: RequestParam): QueueRequest | undefined {
    const request = findAt(key, param)
    if (!request || !faults.take(key, ['request_forgotten'])) return request
    forgetRequest(store, request)
    return undefined
  }

  return new Hono<FalEnv>()
    .use(authenticate)
    .get('/:owner/:alias/requests/:id/status', (c) => {
      const { key } = c.var
      counters.add(key, 'statuses')
      if (faults.take(key, ['status_503'])) return unavailable()
      const request = recallRequest(key, c.req.param())
      if (!request) return answerFailure(NOT_FOUND)
      const ahead = countAhead(store, request)
      return answerStatus(request, { withLogs: c.req.query('logs') === '1', ahead })
    })
    .get('/:owner/:alias/requests/:id', (c) => {
      const { key } = c.var
      counters.add(key, 'results')
      if (faults.take(key, ['result_503'])) return unavailable()
      if (faults.take(key, ['result_500'])) return answerFailure(BROKEN)
      const request = recallRequest(key, c.req.param())
      if (!request) return answerFailure(NOT_FOUND)
      return answerResult(request)
    })
    .put('/:owner/:alias/requests/:id/cancel', (c) => {
      const { key } = c.var
      counters.add(key, 'cancels')
      const request = findAt(key, c.req.param())
      if (!request) return Response.json({ status: 'NOT_FOUND' }, { status: 404 })
      const { status } = progressOf(request, Date.now())
      if (status === 'COMPLETED') {
        return Response.json({ status: 'ALREADY_COMPLETED' }, { status: 400 })
      }
      const cancelled = { ...request, cancelRequestedAt: Date.now() }
      // A request that is rendering goes on and completes, as it may at FAL.
      if (status === 'IN_QUEUE') renders.cancelQueued(cancelled)
      else keepRequest(store, cancelled)
      return Response.json({ status: 'CANCELLATION_REQUESTED' }, { status: 202 })
    })
}

/** The request's addresses as FAL gives them: rewrite the host to fetch one locally. */
export function urlsOf(request: QueueRequest) {
  const response_url = `https://queue.fal.run/${appOf(request)}/requests/${request.id}`
  return {
    response_url,
    status_url: `${response_url}/status`,
    cancel_url: `${response_url}/cancel`,
  }
}

type RequestParam = { owner: string; alias: string; id: string }

const NOT_FOUND = platformFailure(404, 'Request not found')
const BROKEN = platformFailure(500, 'Internal server error')

/** From a gateway before FAL: it knows nothing about the request. */
function unavailable(): Response {
  return new Response('Service Unavailable', { status: 503 })
}

function appOf({ endpoint }: QueueRequest): string {
  return endpoint.split('/').slice(0, 2).join('/')
}

function answerStatus(
  request: QueueRequest,
  { withLogs, ahead }: { withLogs: boolean; ahead: number },
): Response {
  const progress = progressOf(request, Date.now(), ahead)
  const ids = { request_id: request.id, ...urlsOf(request) }
  const headers = { 'x-fal-request-id': request.id }
  if (progress.status === 'IN_QUEUE') {
    const { status, queuePosition: queue_position } = progress
    return Response.json({ status, ...ids, queue_position }, { status: 202, headers })
  }
  const { status } = progress
  const logs = withLogs ? progress.logs : null
  if (status === 'IN_PROGRESS')
    return Response.json({ status, ...ids, logs }, { status: 202, headers })
  const metrics = { inference_time: progress.inferenceSeconds }
  return Response.json({ status, ...ids, logs, metrics }, { headers })
}

function answerResult(request: QueueRequest): Response {
  const headers = { 'x-fal-request-id': request.id }
  const { answer } = request
  if (answer === null)
    return Response.json({ detail: 'Request is still in progress' }, { status: 400, headers })
  if (answer.status === 200) return Response.json(answer.body, { headers })
  return answerFailure(answer, headers)
}
