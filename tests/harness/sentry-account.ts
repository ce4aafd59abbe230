import { type ArmedFault, admin } from './stand-in-admin.ts'

/** An error as it was reported to Sentry. */
export type ErrorEvent = {
  environment: string
  exception: { values: { type: string; value: string; stacktrace?: { frames: object[] } }[] }
  tags: Record<string, string>
  extra: Record<string, string>
  request?: unknown
  user?: unknown
}

type Envelope = { body: string; items: { type: string; payload: unknown }[] }

/** What was reported to the Sentry stand-in with one public key, and what it will do wrong. */
export function openSentryAccount(url: string, key: string) {
  const scope = `key=${key}`
  const envelopes = () => admin<Envelope[]>(url, 'GET', `envelopes?${scope}`)
  return {
    /** The project's address, as a client takes it. */
    dsn: `${url.replace('://', `://${key}@`)}/1`,
    envelopes,
    /** The errors reported so far, oldest first. */
    errors: async () =>
      (await envelopes())
        .flatMap(({ items }) => items)
        .filter(({ type }) => type === 'event')
        // The contract tests hold the client's events to this shape.
        .map(({ payload }) => payload as ErrorEvent),
    forget: () => admin(url, 'DELETE', `envelopes?${scope}`),
    counters: () => admin<{ requests: number }>(url, 'GET', `counters?${scope}`),
    resetCounters: () => admin(url, 'DELETE', `counters?${scope}`),
    fault: (kind: string, more: { times?: number; milliseconds?: number } = {}) =>
      admin(url, 'POST', 'faults', { key, kind, ...more }),
    /** The faults that have not gone off yet. */
    faults: () => admin<ArmedFault[]>(url, 'GET', `faults?${scope}`),
    healFaults: () => admin(url, 'DELETE', `faults?${scope}`),
  }
}
