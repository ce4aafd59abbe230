import { useEffect, useRef } from 'react'
import { useRevalidator } from 'react-router'
import type { TrackAnswer } from '../../../worker/domain/tracks/track-answer.ts'

/** 2 s, 3 s, 4.5 s …: all together a minute and a half. */
const [FIRST_SECONDS, GROWTH, TRIES_MAX] = [2, 1.5, 8]
/** What is older and not measured won't be in a moment. */
const NEW_MILLISECONDS = 3_600_000

/** A track can be played before it is measured: the page asks again, later and later, until its facts are there. */
export function useMeasuresSoon(track: TrackAnswer): void {
  const { revalidate } = useRevalidator()
  const asked = useRef({ id: track.id, times: 0 })
  useEffect(() => {
    if (asked.current.id !== track.id) asked.current = { id: track.id, times: 0 }
    const { times } = asked.current
    const isNew = Date.now() - Date.parse(track.createdAt) < NEW_MILLISECONDS
    const isAwaited = track.audioUrl !== null && track.measured === null && isNew
    if (!isAwaited || times >= TRIES_MAX) return
    const timer = setTimeout(
      () => {
        asked.current.times += 1
        void revalidate()
      },
      FIRST_SECONDS * 1_000 * GROWTH ** times,
    )
    return () => clearTimeout(timer)
  }, [track, revalidate])
}
