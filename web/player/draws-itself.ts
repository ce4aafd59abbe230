import { useLayoutEffect, useState } from 'react'

/** Tracks that this window has seen being made, and whose waveform it has not seen yet. */
const awaited = new Set<string>()

/** The track is being made: its waveform draws itself where it is first seen. */
export function awaitWaveform(trackId: string): void {
  awaited.add(trackId)
}

/** Whether this waveform, once it `isThere`, draws itself: only the first one of a track that was awaited. */
export function useDrawsItself(trackId: string, isThere: boolean): boolean {
  const [drawn, setDrawn] = useState<string | null>(null)
  useLayoutEffect(() => {
    if (isThere && awaited.delete(trackId)) setDrawn(trackId)
  }, [trackId, isThere])
  return drawn === trackId
}
