import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { observable } from '../ui/observable.ts'
import { connectMediaSession } from './media-session.ts'
import type { PlayableTrack } from './playable-track.ts'
import type { Player, PlayerOrder, PlayerState } from './player.ts'

const ash: PlayableTrack = {
  id: 'ash',
  title: 'Ash',
  audioUrl: '/ash.mp3',
  peaksUrl: null,
  durationSeconds: 60,
  subtitle: 'Ambient',
}

class Metadata {
  given: MediaMetadataInit
  constructor(given: MediaMetadataInit) {
    this.given = given
  }
}

/** What the system would show and do. */
function openSession() {
  const handlers = new Map<string, MediaSessionActionHandler | null>()
  return {
    handlers,
    press: (action: MediaSessionAction) => handlers.get(action)?.({ action }),
    session: {
      metadata: null as unknown as MediaMetadata | null,
      playbackState: 'none' as MediaSessionPlaybackState,
      setActionHandler: (action: string, handler: MediaSessionActionHandler | null) =>
        void handlers.set(action, handler),
      setPositionState: () => undefined,
    },
  }
}

function shown(session: { metadata: unknown }): MediaMetadataInit | null {
  return session.metadata instanceof Metadata ? session.metadata.given : null
}

/** The player's state and a note of what it is asked to do. */
function openStage() {
  const asked: string[] = []
  const note = (what: string) => () => void asked.push(what)
  const state = observable<PlayerState>({ status: 'idle', current: null })
  const order = observable<PlayerOrder>({
    repeat: 'off',
    isShuffled: false,
    rate: 1,
    hasPrevious: true,
    hasNext: true,
  })
  const time = observable({ positionSeconds: 0, durationSeconds: 60, bufferedSeconds: 0 })
  const parts = {
    state,
    order,
    time,
    positionSeconds: () => 5,
    toggle: note('toggle'),
    pause: note('pause'),
    retry: note('retry'),
    next: note('next'),
    previous: note('previous'),
  }
  const closing = new AbortController()
  const system = openSession()
  connectMediaSession(
    // The session and the player have everything that is used of them.
    system.session as MediaSession,
    { playbackRate: 1, addEventListener: () => undefined },
    parts as unknown as Player,
    async (trackId) => `data:${trackId}`,
    closing.signal,
  )
  return { asked, state, order, closing, ...system }
}

const before = globalThis.MediaMetadata
beforeEach(() => {
  globalThis.MediaMetadata = Metadata as unknown as typeof MediaMetadata
})
afterEach(() => {
  globalThis.MediaMetadata = before
})

describe('the system’s player', () => {
  it.each([
    ['loading', 'playing'],
    ['playing', 'playing'],
    ['paused', 'paused'],
    ['stalled', 'paused'],
  ] as const)('hears that a track which is %s is %s', (status, playbackState) => {
    const { session, state } = openStage()
    state.set({ status, current: ash })
    expect(session.playbackState).toBe(playbackState)
  })

  it('does not call a broken track playing, and its play key tries again', () => {
    const { session, state, press, asked } = openStage()
    state.set({ status: 'error', current: ash, problem: 'Can’t load this track.' })
    expect(session.playbackState).toBe('paused')
    press('pause')
    press('play')
    expect(asked).toEqual(['retry'])
  })

  it('plays only what is silent, and pauses only what sounds', () => {
    const { state, press, asked } = openStage()
    state.set({ status: 'playing', current: ash })
    press('play')
    press('pause')
    state.set({ status: 'paused', current: ash })
    press('pause')
    press('play')
    expect(asked).toEqual(['pause', 'toggle'])
  })

  it('has no key for the next track where there is none', () => {
    const { state, order, handlers } = openStage()
    state.set({ status: 'playing', current: ash })
    expect(handlers.get('nexttrack')).toBeTruthy()
    order.set({ ...order.get(), hasNext: false })
    expect(handlers.get('nexttrack')).toBeNull()
  })

  it('shows title, artist and picture, and follows a rename', async () => {
    const { session, state } = openStage()
    state.set({ status: 'playing', current: ash })
    expect(shown(session)).toMatchObject({ title: 'Ash', artist: 'Ambient', artwork: [] })
    await expect
      .poll(() => shown(session)?.artwork)
      .toEqual([{ src: 'data:ash', sizes: '512x512', type: 'image/png' }])
    state.set({ status: 'playing', current: { ...ash, title: 'Silver ash', artist: 'Ada' } })
    expect(shown(session)).toMatchObject({ title: 'Silver ash', artist: 'Ada' })
    expect(shown(session)?.artwork?.[0]?.src).toBe('data:ash')
  })

  it('shows each track’s own picture', async () => {
    const { session, state } = openStage()
    state.set({ status: 'playing', current: ash })
    state.set({ status: 'playing', current: { ...ash, id: 'birch' } })
    await expect.poll(() => shown(session)?.artwork?.[0]?.src).toBe('data:birch')
    state.set({ status: 'playing', current: ash })
    expect(shown(session)).toMatchObject({ title: 'Ash', artwork: [] })
    await expect.poll(() => shown(session)?.artwork?.[0]?.src).toBe('data:ash')
  })

  it('forgets everything in the end', () => {
    const { session, state, handlers, closing } = openStage()
    state.set({ status: 'playing', current: ash })
    closing.abort()
    expect([session.metadata, session.playbackState]).toEqual([null, 'none'])
    expect([...handlers.values()].every((handler) => handler === null)).toBe(true)
    state.set({ status: 'paused', current: ash })
    expect(session.playbackState).toBe('none')
  })
})
