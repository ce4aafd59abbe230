import { type ArmedFault, admin } from './stand-in-admin.ts'

/** A webhook as Replicate signed it. */
export type SignedPrediction = {
  id: string
  predictionId: string
  event: 'start' | 'output' | 'logs' | 'completed'
  url: string
  headers: Record<string, string>
  body: string
}

export type ReplicatePrediction = {
  id: string
  model: string
  input: Record<string, unknown>
  webhook: string | null
  status: 'starting' | 'processing' | 'succeeded' | 'failed' | 'canceled' | 'aborted'
  dataRemoved: boolean
}

type Counters = Record<
  'creates' | 'gets' | 'lists' | 'cancels' | 'models' | 'secrets' | 'files',
  number
>

type FaultMore = { times?: number; milliseconds?: number; retryAfterSeconds?: number }

/**
 * One account at the Replicate stand-in: what it was asked, what it will do wrong, which webhooks it
 * has to send. `token` starts with "local".
 */
export function openReplicateAccount(url: string, token: string) {
  const scope = `token=${token}`
  return {
    fault: (kind: string, more: FaultMore = {}) =>
      admin(url, 'POST', 'faults', { token, kind, ...more }),
    /** The faults that have not gone off yet. */
    faults: () => admin<ArmedFault[]>(url, 'GET', `faults?${scope}`),
    healFaults: () => admin(url, 'DELETE', `faults?${scope}`),
    settings: (changed: { renderSeconds?: number; hold?: boolean }) =>
      admin(url, 'PUT', 'settings', { token, ...changed }),
    counters: () => admin<Counters>(url, 'GET', `counters?${scope}`),
    resetCounters: () => admin(url, 'DELETE', `counters?${scope}`),
    /** Every prediction, oldest first. */
    predictions: () => admin<ReplicatePrediction[]>(url, 'GET', `predictions?${scope}`),
    complete: (predictionId: string) =>
      admin<ReplicatePrediction>(url, 'POST', 'complete', { token, predictionId }),
    /** Deletes the input and output of an ended prediction, as Replicate does after an hour. */
    expire: (predictionId: string) =>
      admin<ReplicatePrediction>(url, 'POST', 'expire', { token, predictionId }),
    /** Every webhook that wasn't taken out yet, oldest first, signed now or `secondsAgo`. */
    outbox: ({ wrongSecret = false, secondsAgo = 0 } = {}) =>
      admin<SignedPrediction[]>(
        url,
        'GET',
        `outbox?${scope}&wrongSecret=${wrongSecret}&secondsAgo=${secondsAgo}`,
      ),
    /** Counts a webhook as delivered: it is in no outbox from then on. */
    takeOut: (id: string) => admin(url, 'DELETE', `outbox/${id}?${scope}`),
    /** The newest secret comes first; with an overlap the one before it signs too. */
    rotateSecret: async ({ overlap = true } = {}) =>
      (await admin<{ secrets: string[] }>(url, 'POST', 'secret/rotate', { token, overlap }))
        .secrets,
    reset: () => admin(url, 'POST', 'reset', { token }),
  }
}
