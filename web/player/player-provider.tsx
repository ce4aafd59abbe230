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
import { usePart } from '../ui/use-part.ts'
import { whenIdle } from '../ui/when-idle.ts'
import { loadKept } from './kept-storage.ts'
import { barIsNear } from './open-panel.ts'
import type { PlayableTrack } from './playable-track.ts'
import {
  NO_STATE,
  NO_TIME,
  type Player,
  type PlayerState,
  type PlayerTime,
  wantsToSound,
} from './player.ts'
import type { startPlayer } from './start-player.ts'

export type { PlayableTrack } from './playable-track.ts'

const loadStart = async () => (await import('./start-player.ts')).startPlayer

const PlayerContext = createContext<Player | null>(null)
/** Does something with the player: at once, or as soon as it has started. */
const AskPlayerContext = createContext<(ask: (player: Player) => void) => void>(() => undefined)
type ShowList = Player['showList']
/** Tells the player which list is on the page; one that starts later is told of the last. */
const ShowListContext = createContext<ShowList>(() => undefined)

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
  const [isWanted, setIsWanted] = useState(false)
  const start = usePart(isWanted, loadStart)
  const [started, setStarted] = useState<ReturnType<typeof startPlayer> | null>(null)
  const asked = useRef<((player: Player) => void)[]>([])
  const shown = useRef<Parameters<ShowList> | null>(null)
  useEffect(() => {
    const want = () => setIsWanted(true)
    return loadKept() === null ? whenIdle(want) : want()
  }, [])
  useEffect(() => {
    if (start === null || audio.current === null) return
    const starting = start(audio.current)
    setStarted(starting)
    return starting.close
  }, [start])
  useEffect(() => {
    started?.memory.setAccount(account)
    if (!started) return
    if (shown.current) started.player.showList(...shown.current)
    for (const ask of asked.current.splice(0)) ask(started.player)
  }, [started, account])
  const askPlayer = useMemo(
    () => (ask: (player: Player) => void) => {
      if (started) return ask(started.player)
      asked.current.push(ask)
      setIsWanted(true)
    },
    [started],
  )
  const showList = useMemo<ShowList>(
    () =>
      (...list) => {
        shown.current = list
        started?.player.showList(...list)
      },
    [started],
  )
  return (
    <PlayerContext value={started?.player ?? null}>
      <AskPlayerContext value={askPlayer}>
        <ShowListContext value={showList}>{children}</ShowListContext>
      </AskPlayerContext>
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
  const ask = useContext(AskPlayerContext)
  const { current, status } = useObservable(player?.state ?? SILENCE)
  return useMemo(
    () => ({
      current,
      status,
      isSounding: wantsToSound(status),
      play: (track, tracks, listName, fromSeconds) =>
        ask((player) => player.play(track, { tracks, listName, fromSeconds })),
      playNext: (track) => ask((player) => player.playNext(track)),
      addToQueue: (track) => ask((player) => player.addToQueue(track)),
      toggle: () => ask((player) => player.toggle()),
      stop: () => player?.stop(),
    }),
    [player, ask, current, status],
  )
}

/**
 * Renews what the player knows of these tracks, such as a title that was changed. A list gives its
 * name, too: then it goes on behind a track that is started from the track's own page.
 */
export function useFreshTracks(tracks: readonly PlayableTrack[], listName?: string): void {
  const player = useOpenPlayer()
  const showList = useContext(ShowListContext)
  useEffect(() => {
    player?.update(...tracks)
    if (listName !== undefined) showList(tracks, listName)
  }, [player, showList, tracks, listName])
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
