import { useCallback, useSyncExternalStore } from 'react'
import { isSameTrack, type PlayableTrack } from './playable-track.ts'
import type { Player } from './player.ts'
import { useOpenPlayer } from './player-provider.tsx'

/** Where `track` is, updated once a second; its beginning while another track is current. */
export function useTrackPosition(track: PlayableTrack) {
  const player = useOpenPlayer()
  const subscribe = useCallback((listener: () => void) => follow(player, listener), [player])
  const wholeSeconds = () => Math.floor(positionOf(player, track))
  const duration = () => durationOf(player, track)
  return {
    wholeSeconds: useSyncExternalStore(subscribe, wholeSeconds, () => 0),
    durationSeconds: useSyncExternalStore(subscribe, duration, () => track.durationSeconds ?? 0),
  }
}

type Placed = Pick<PlayableTrack, 'id' | 'audioUrl' | 'durationSeconds'>

/** The player if `track` is its current one. */
export function playerOf(player: Player | null, track: Placed): Player | null {
  return isSameTrack(player?.state.get().current ?? null, track) ? player : null
}

export function positionOf(player: Player | null, track: Placed): number {
  return playerOf(player, track)?.positionSeconds() ?? 0
}

/** 0 while it is unknown. */
export function durationOf(player: Player | null, track: Placed): number {
  return playerOf(player, track)?.time.get().durationSeconds || (track.durationSeconds ?? 0)
}

/** The end of what is loaded, from the position on; 0 while another track is current. */
export function bufferedOf(player: Player | null, track: Placed): number {
  return playerOf(player, track)?.time.get().bufferedSeconds ?? 0
}

/** Calls `listener` as the player moves. */
export function follow(player: Player | null, listener: () => void): () => void {
  if (player === null) return () => undefined
  const ends = [player.state.subscribe(listener), player.time.subscribe(listener)]
  return () => {
    for (const end of ends) end()
  }
}
