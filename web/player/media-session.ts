import type { Player } from './player.ts'

const SKIP_SECONDS = 10

/** Lets the lock screen, headset buttons and media keys show and control the player until `signal` aborts. */
export function connectMediaSession(
  session: MediaSession,
  audio: HTMLAudioElement,
  player: Player,
  signal: AbortSignal,
): void {
  const showPosition = () => {
    const { positionSeconds, durationSeconds } = player.time.get()
    if (player.state.get().current === null || durationSeconds === 0) return
    session.setPositionState({
      duration: durationSeconds,
      position: Math.min(positionSeconds, durationSeconds),
      playbackRate: audio.playbackRate,
    })
  }
  const showState = () => {
    const { current, status } = player.state.get()
    session.playbackState = current === null ? 'none' : status === 'paused' ? 'paused' : 'playing'
    session.metadata = current && metadataOf(current.title, current.subtitle)
    setHandlers(session, current === null ? {} : handlersOf(player))
  }
  const unsubscribe = [player.state.subscribe(showState), player.order.subscribe(showState)]
  for (const event of ['playing', 'pause', 'seeked', 'ratechange', 'durationchange'])
    audio.addEventListener(event, showPosition, { signal })
  signal.addEventListener('abort', () => {
    for (const end of unsubscribe) end()
    setHandlers(session, {})
    session.metadata = null
    session.playbackState = 'none'
  })
}

function metadataOf(title: string, subtitle = ''): MediaMetadata {
  return new MediaMetadata({ title, artist: subtitle, album: 'SoundFoundry' })
}

type Handlers = Partial<Record<MediaSessionAction, MediaSessionActionHandler>>

function handlersOf(player: Player): Handlers {
  const isPlaying = () => player.state.get().status !== 'paused'
  return {
    play: () => isPlaying() || player.toggle(),
    pause: () => isPlaying() && player.toggle(),
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
