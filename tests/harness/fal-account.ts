import { type ArmedFault, admin } from './stand-in-admin.ts'

/** A webhook as FAL signed it. */
export type SignedWebhook = {
  id: string
  requestId: string
  url: string
  headers: Record<string, string>
  body: string
}

export type FalRequest = {
  id: string
  endpoint: string
  input: Record<string, unknown>
  headers: Record<string, string>
  webhookUrl: string
  status: 'IN_QUEUE' | 'IN_PROGRESS' | 'COMPLETED'
  cancelRequestedAt: number | null
}

type Counters = Record<'submits' | 'statuses' | 'results' | 'cancels' | 'files' | 'jwks', number>

/** One account at the FAL stand-in: what it was asked, what it will do wrong, which webhooks it has to send. */
export function openFalAccount(url: string, key: string) {
  const scope = `key=${key}`
  return {
    fault: (kind: string, more: Record<string, unknown> = {}) =>
      admin(url, 'POST', 'faults', { key, kind, ...more }),
    /** The faults that have not gone off yet. */
    faults: () => admin<ArmedFault[]>(url, 'GET', `faults?${scope}`),
    healFaults: () => admin(url, 'DELETE', `faults?${scope}`),
    settings: (changed: {
      renderSeconds?: number
      hold?: boolean
      concurrency?: number | null
      refusesOverLimit?: boolean
    }) => admin(url, 'PUT', 'settings', { key, ...changed }),
    counters: () => admin<Counters>(url, 'GET', `counters?${scope}`),
    resetCounters: () => admin(url, 'DELETE', `counters?${scope}`),
    requests: () => admin<FalRequest[]>(url, 'GET', `requests?${scope}`),
    complete: (requestId: string) => admin(url, 'POST', 'complete', { key, requestId }),
    /** Forgets the result of a completed request, as FAL does after an hour. */
    expire: (requestId: string) => admin(url, 'POST', 'expire', { key, requestId }),
    outbox: () => admin<SignedWebhook[]>(url, 'GET', `outbox?${scope}`),
    /** Counts a webhook as delivered: it is in no outbox from then on. */
    takeOut: (id: string) => admin(url, 'DELETE', `outbox/${id}?${scope}`),
    sign: async (body: string, more: Record<string, unknown> = {}) => {
      const signed = { key, body, ...more }
      return (await admin<{ headers: Record<string, string> }>(url, 'POST', 'sign', signed)).headers
    },
    /** Forgets all that this key ever asked for, and its settings. */
    reset: () => admin(url, 'POST', 'reset', { key }),
    rotateKeys: () => admin(url, 'POST', 'keys/rotate', {}),
  }
}
