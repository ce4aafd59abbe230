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
import { openPlayer } from './open-player.ts'
import type { PlayableTrack } from './playable-track.ts'
import type { Player, PlayerState, PlayerTime } from './player.ts'

export type { PlayableTrack } from './playable-track.ts'

const PlayerContext = createContext<Player | null>(null)

/** Holds the one audio element and the one queue of the app; place it above everything that navigates. */
export function PlayerProvider({ children }: { children: ReactNode }) {
  const audio = useRef<HTMLAudioElement>(null)
  const [player, setPlayer] = useState<Player | null>(null)
  useEffect(() => {
    if (audio.current === null) return
    const opened = openPlayer(audio.current)
    setPlayer(opened)
    return opened.close
  }, [])
  return (
    <PlayerContext value={player}>
      {children}
      {/* biome-ignore lint/a11y/useMediaCaption: music; its lyrics stand on the track's page. */}
      <audio ref={audio} preload="none" hidden />
    </PlayerContext>
  )
}

export type PlayerUse = {
  current: PlayableTrack | null
  status: PlayerState['status']
  /** Plays `track`, and after it the rest of `queue`, in the order that the person sees. */
  play(track: PlayableTrack, queue?: PlayableTrack[]): void
  toggle(): void
  stop(): void
}

/** What is playing, and what a page can do about it. Renders again only when these change, never as time goes on. */
export function usePlayer(): PlayerUse {
  const player = useOpenPlayer()
  const { current, status } = useObservable(player?.state ?? NO_STATE)
  return useMemo(
    () => ({
      current,
      status,
      play: (track, queue) => player?.play(track, queue),
      toggle: () => player?.toggle(),
      stop: () => player?.stop(),
    }),
    [player, current, status],
  )
}

/** The player's position. Renders again about four times a second while it plays: for small components only. */
export function usePlayerTime(): PlayerTime {
  return useObservable(useOpenPlayer()?.time ?? NO_TIME)
}

/** The player itself, for the parts of the bar; null while rendering on the server and until mounted. */
export function useOpenPlayer(): Player | null {
  return useContext(PlayerContext)
}

const NO_STATE = observable<PlayerState>({ status: 'idle', current: null })
const NO_TIME = observable<PlayerTime>({
  positionSeconds: 0,
  durationSeconds: 0,
  bufferedSeconds: 0,
})
