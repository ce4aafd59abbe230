import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { observable } from '../ui/observable.ts'
import { useObservable } from '../ui/use-observable.ts'
import { barIsNear } from './open-panel.ts'
import { NO_STATE, NO_TIME } from './open-player.ts'
import type { PlayableTrack } from './playable-track.ts'
import { type Player, type PlayerState, type PlayerTime, wantsToSound } from './player.ts'
import { startPlayer } from './start-player.ts'
import { whenIdle } from './when-idle.ts'

export type { PlayableTrack } from './playable-track.ts'

const PlayerContext = createContext<Player | null>(null)

/**
 * Holds the one audio element and the one queue of the app; place it above everything that
 * navigates. `account` says who listens: null for a stranger, undefined while nobody knows. What one
 * account played ends when another one comes, and comes back paused after a reload.
 */
export function PlayerProvider({
  account,
  children,
}: {
  account?: string | null | undefined
  children: ReactNode
}) {
  const audio = useRef<HTMLAudioElement>(null)
  const [started, setStarted] = useState<ReturnType<typeof startPlayer> | null>(null)
  useEffect(() => {
    if (audio.current === null) return
    const starting = startPlayer(audio.current)
    setStarted(starting)
    return starting.close
  }, [])
  useEffect(() => started?.memory.setAccount(account), [started, account])
  return (
    <PlayerContext value={started?.player ?? null}>
      {children}
      {/* biome-ignore lint/a11y/useMediaCaption: music; its lyrics stand on the track's page. */}
      <audio ref={audio} preload="none" hidden />
    </PlayerContext>
  )
}

export type PlayerUse = {
  current: PlayableTrack | null
  status: PlayerState['status']
  /** It plays, or waits to play: its button pauses. */
  isSounding: boolean
  /**
   * Plays `track`, and after it the rest of `queue`, in the order that the person sees. `listName`
   * is what the list is called. Without a queue the list goes on that the track was last seen in.
   */
  play(
    track: PlayableTrack,
    queue?: readonly PlayableTrack[],
    listName?: string,
    fromSeconds?: number,
  ): void
  playNext(track: PlayableTrack): void
  addToQueue(track: PlayableTrack): void
  toggle(): void
  stop(): void
}

/** What is playing, and what a page can do about it. Renders again only when these change, never as time goes on. */
export function usePlayer(): PlayerUse {
  const player = useOpenPlayer()
  const { current, status } = useObservable(player?.state ?? SILENCE)
  return useMemo(
    () => ({
      current,
      status,
      isSounding: wantsToSound(status),
      play: (track, tracks, listName, fromSeconds) =>
        player?.play(track, { tracks, listName, fromSeconds }),
      playNext: (track) => player?.playNext(track),
      addToQueue: (track) => player?.addToQueue(track),
      toggle: () => player?.toggle(),
      stop: () => player?.stop(),
    }),
    [player, current, status],
  )
}

/**
 * Renews what the player knows of these tracks, such as a title that was changed. A list gives its
 * name, too: then it goes on behind a track that is started from the track's own page.
 */
export function useFreshTracks(tracks: readonly PlayableTrack[], listName?: string): void {
  const player = useOpenPlayer()
  useEffect(() => {
    player?.update(...tracks)
    if (listName !== undefined) player?.showList(tracks, listName)
  }, [player, tracks, listName])
  const hasTracks = tracks.length > 0
  useEffect(() => (hasTracks ? whenIdle(() => barIsNear.set(true)) : undefined), [hasTracks])
}

/** The player's position. Renders again about four times a second while it plays: for small components only. */
export function usePlayerTime(): PlayerTime {
  return useObservable(useOpenPlayer()?.time ?? BEGINNING)
}

/** The player itself, for the parts of the bar; null while rendering on the server and until mounted. */
export function useOpenPlayer(): Player | null {
  return useContext(PlayerContext)
}

const SILENCE = observable(NO_STATE)
const BEGINNING = observable(NO_TIME)
