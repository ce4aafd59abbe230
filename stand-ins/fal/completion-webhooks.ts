import { randomUUID } from 'node:crypto'
import type { FalFaults, FaultKind } from './fault-kinds.ts'
import type { QueueRequest } from './queue-request.ts'
import type { Webhook } from './tables.ts'

/** The webhooks of a request that has just completed: usually one, due at once. */
export function webhooksFor(request: QueueRequest, faults: FalFaults): Webhook[] {
  const fault = faults.take(request.key, COMPLETION_FAULTS)?.kind
  if (request.webhookUrl === null || fault === 'webhook_never') return []
  const webhook: Omit<Webhook, 'id'> = {
    requestId: request.id,
    url: request.webhookUrl,
    body: bodyOf(request, fault === 'webhook_payload_error'),
    signedBy: signerOf(fault),
    state: 'due',
    attempts: 0,
    nextAttemptAt: Date.now(),
  }
  const copies = fault === 'webhook_twice' ? 2 : 1
  return Array.from({ length: copies }, () => ({ id: randomUUID(), ...webhook }))
}

const COMPLETION_FAULTS = [
  'webhook_never',
  'webhook_twice',
  'webhook_bad_signature',
  'webhook_stale',
  'webhook_payload_error',
] as const

function signerOf(fault: FaultKind | undefined): Webhook['signedBy'] {
  if (fault === 'webhook_bad_signature') return 'stranger'
  return fault === 'webhook_stale' ? 'ours_long_ago' : 'ours'
}

function bodyOf(request: QueueRequest, unserialisable: boolean): string {
  const ids = { request_id: request.id, gateway_request_id: request.id }
  const { status, body } = request.answer ?? { status: 500, body: null }
  if (status >= 400) {
    const error = `Invalid status code: ${status}`
    return JSON.stringify({ ...ids, status: 'ERROR', error, payload: body })
  }
  if (unserialisable) {
    const sentence = 'Response payload is not JSON serializable.'
    return JSON.stringify({ ...ids, status: 'OK', payload: null, payload_error: sentence })
  }
  return JSON.stringify({ ...ids, status: 'OK', error: null, payload: body })
}
