/** Calls a stand-in's admin API. Throws what it answered when it refuses. */
export async function admin<T = unknown>(
  url: string,
  method: string,
  path: string,
  json?: unknown,
): Promise<T> {
  const answer = await fetch(`${url}/__admin/${path}`, {
    method,
    ...(json === undefined
      ? {}
      : { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
  // Each route's own contract tests hold it to the shape that its caller names here.
  return (text ? JSON.parse(text) : null) as T
}

/** A fault and how often it has yet to go off. */
export type ArmedFault = { kind: string; times: number }

/** The counters and faults of one database or keyspace. */
export function standIn(url: string, scope: { database: string } | { token: string }) {
  const query = new URLSearchParams(scope).toString()
  return {
    counters: () => admin<{ requests: number }>(url, 'GET', `counters?${query}`),
    resetCounters: () => admin(url, 'DELETE', `counters?${query}`),
    /** Goes off on the next `times` requests, after letting `skip` of them pass. */
    fault: (kind: string, times = 1, more: { milliseconds?: number; skip?: number } = {}) =>
      admin(url, 'POST', 'faults', { ...scope, kind, times, ...more }),
    /** The faults that have not gone off yet. */
    faults: () => admin<ArmedFault[]>(url, 'GET', `faults?${query}`),
    healFaults: () => admin(url, 'DELETE', `faults?${query}`),
    flush: () => admin(url, 'POST', `flush?${query}`),
  }
}
