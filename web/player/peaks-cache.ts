import { type Observable, observable } from '../ui/observable.ts'
import { type Peaks, parsePeaks } from './peaks.ts'

export type PeaksLoad =
  | { phase: 'idle' | 'fetching' | 'error'; peaks: null }
  | { phase: 'ready'; peaks: Peaks }

/** The peaks of one track. `fetch` loads them unless they are loaded or on their way. */
export interface TrackPeaks extends Observable<PeaksLoad> {
  fetch: () => void
}

const KEPT_MAX = 32

/** Keeps the peaks of the tracks asked for last. Callers that ask for the same track share one load. */
export function openPeaksCache(fetchJson: (url: string) => Promise<unknown>) {
  // A Map keeps the order of insertion: its first entry was asked for longest ago.
  const kept = new Map<string, TrackPeaks>()
  return {
    at(url: string): TrackPeaks {
      const peaks = kept.get(url) ?? trackPeaks(() => fetchJson(url))
      kept.delete(url)
      kept.set(url, peaks)
      for (const oldest of [...kept.keys()].slice(0, -KEPT_MAX)) kept.delete(oldest)
      return peaks
    },
  }
}

function trackPeaks(fetchJson: () => Promise<unknown>): TrackPeaks {
  const load = observable<PeaksLoad>({ phase: 'idle', peaks: null })
  const settle = (peaks: Peaks | null) =>
    load.set(peaks ? { phase: 'ready', peaks } : { phase: 'error', peaks: null })
  return {
    get: load.get,
    subscribe: load.subscribe,
    fetch() {
      const { phase } = load.get()
      if (phase === 'ready' || phase === 'fetching') return
      load.set({ phase: 'fetching', peaks: null })
      fetchJson().then(
        (json) => settle(parsePeaks(json)),
        () => settle(null),
      )
    },
  }
}

export const peaksCache = openPeaksCache(async (url) => {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`The peaks answered ${answer.status}`)
  return answer.json()
})
