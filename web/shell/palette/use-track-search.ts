import { useEffect, useState } from 'react'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import { browserApi } from '../../api/client.ts'

const PAUSE_MILLISECONDS = 200
const FOUND_MAX = 8

export type TrackSearch = {
  /** Those found for these words or, while it is `searching`, for the ones before. */
  tracks: TrackListed[]
  state: 'idle' | 'searching' | 'found' | 'failed'
}

type Answer = { q: string; tracks: TrackListed[]; hasFailed: boolean }

const NOTHING: Answer = { q: '', tracks: [], hasFailed: false }

/** Searches a person's tracks as they type. What they have typed on from is not waited for. */
export function useTrackSearch(q: string): TrackSearch {
  const [answer, setAnswer] = useState(NOTHING)
  useEffect(() => {
    if (q === '') return setAnswer(NOTHING)
    const search = new AbortController()
    const timer = setTimeout(async () => {
      const tracks = await findTracks(q, search.signal)
      if (!search.signal.aborted) setAnswer({ q, tracks: tracks ?? [], hasFailed: tracks === null })
    }, PAUSE_MILLISECONDS)
    return () => {
      clearTimeout(timer)
      search.abort()
    }
  }, [q])
  if (q === '') return { tracks: [], state: 'idle' }
  if (answer.q !== q) return { tracks: answer.tracks, state: 'searching' }
  return { tracks: answer.tracks, state: answer.hasFailed ? 'failed' : 'found' }
}

/** Null where the studio didn't answer. */
async function findTracks(q: string, signal: AbortSignal): Promise<TrackListed[] | null> {
  try {
    const query = { q, limit: String(FOUND_MAX) }
    const answer = await browserApi.api.tracks.$get({ query }, { init: { signal } })
    return answer.ok ? (await answer.json()).items : null
  } catch {
    return null
  }
}
