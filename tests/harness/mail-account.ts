import { type ArmedFault, admin } from './stand-in-admin.ts'

export type ReceivedMail = { to: string; subject: string; text: string; links: string[] }

/** What was sent through the mail stand-in with one API key, and what it will do wrong. */
export function openMailAccount(url: string, key: string) {
  const scope = `key=${key}`
  return {
    /** What somebody got, newest first. */
    to: async (address: string) => {
      const query = `to=${encodeURIComponent(address)}`
      return (await admin<{ items: ReceivedMail[] }>(url, 'GET', `messages?${query}`)).items
    },
    settings: (wanted: { requestsPerSecond: number }) =>
      admin(url, 'POST', 'settings', { key, ...wanted }),
    counters: () => admin<{ requests: number }>(url, 'GET', `counters?${scope}`),
    resetCounters: () => admin(url, 'DELETE', `counters?${scope}`),
    fault: (kind: string, times = 1) => admin(url, 'POST', 'faults', { key, kind, times }),
    /** The faults that have not gone off yet. */
    faults: () => admin<ArmedFault[]>(url, 'GET', `faults?${scope}`),
    healFaults: () => admin(url, 'DELETE', `faults?${scope}`),
  }
}
