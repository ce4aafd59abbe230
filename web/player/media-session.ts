import { nameTrack } from '../ui/name-track.ts'
import type { drawArtwork } from './draw-artwork.ts'
import type { PlayableTrack } from './playable-track.ts'
import { type Player, type PlayerState, wantsToSound } from './player.ts'

const SKIP_SECONDS = 10

/**
 * Lets the lock screen, headset buttons and media keys show and control the player until `signal`
 * aborts. Only what sounds, or is about to, counts as playing. `draw` makes a picture of a track.
 */
export function connectMediaSession(
  session: MediaSession,
  audio: Pick<HTMLAudioElement, 'playbackRate' | 'addEventListener'>,
  player: Player,
  draw: typeof drawArtwork,
  signal: AbortSignal,
): void {
  let shown: PlayableTrack | null = null
  let picture: { trackId: string; url: string | null } | null = null

  const showTrack = (track: PlayableTrack | null) => {
    shown = track
    const url = picture?.trackId === track?.id ? picture?.url : null
    session.metadata = track && metadataOf(track, url ?? null)
    if (track && picture?.trackId !== track.id) void addPicture(track.id)
  }
  const addPicture = async (trackId: string) => {
    picture = { trackId, url: null }
    const url = await draw(trackId)
    if (picture.trackId !== trackId) return
    picture = { trackId, url }
    if (shown?.id === trackId) session.metadata = metadataOf(shown, url)
  }
  const showState = () => {
    const { current, status } = player.state.get()
    if (current !== shown) showTrack(current)
    session.playbackState = playbackStateOf(status)
    setHandlers(session, current === null ? {} : handlersOf(player))
    showPosition()
  }
  const showPosition = () => {
    const { durationSeconds } = player.time.get()
    if (player.state.get().current === null || durationSeconds === 0) return
    session.setPositionState({
      duration: durationSeconds,
      position: Math.min(player.positionSeconds(), durationSeconds),
      playbackRate: audio.playbackRate,
    })
  }

  const ends = [player.state, player.order].map(({ subscribe }) => subscribe(showState))
  for (const event of ['seeked', 'ratechange', 'durationchange'])
    audio.addEventListener(event, showPosition, { signal })
  signal.addEventListener('abort', () => {
    for (const end of ends) end()
    setHandlers(session, {})
    showTrack(null)
    session.playbackState = 'none'
  })
}

function playbackStateOf(status: PlayerState['status']): MediaSessionPlaybackState {
  if (status === 'idle') return 'none'
  return status === 'playing' || status === 'loading' ? 'playing' : 'paused'
}

function metadataOf(track: PlayableTrack, pictureUrl: string | null): MediaMetadata {
  const artwork = pictureUrl ? [{ src: pictureUrl, sizes: '512x512', type: 'image/png' }] : []
  const artist = track.artist ?? track.subtitle ?? ''
  return new MediaMetadata({ title: nameTrack(track), artist, album: 'SoundFoundry', artwork })
}

type Handlers = Partial<Record<MediaSessionAction, MediaSessionActionHandler>>

function handlersOf(player: Player): Handlers {
  const statusNow = () => player.state.get().status
  return {
    play() {
      const status = statusNow()
      if (status === 'paused') player.toggle()
      else if (status === 'error' || status === 'stalled') player.retry()
    },
    pause() {
      if (wantsToSound(statusNow())) player.pause()
    },
    stop: () => player.stop(),
    seekto: ({ seekTime }) => player.seekTo(seekTime ?? 0),
    seekbackward: ({ seekOffset }) => player.seekBy(-(seekOffset ?? SKIP_SECONDS)),
    seekforward: ({ seekOffset }) => player.seekBy(seekOffset ?? SKIP_SECONDS),
    previoustrack: () => player.previous(),
    ...(player.order.get().hasNext ? { nexttrack: () => player.next() } : {}),
  }
}

const ACTIONS: readonly MediaSessionAction[] = [
  'play',
  'pause',
  'stop',
  'seekto',
  'seekbackward',
  'seekforward',
  'previoustrack',
  'nexttrack',
]

function setHandlers(session: MediaSession, handlers: Handlers): void {
  for (const action of ACTIONS) {
    try {
      session.setActionHandler(action, handlers[action] ?? null)
    } catch {
      // A browser throws for an action that it doesn't know; the others still work.
    }
  }
}
