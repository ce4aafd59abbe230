import { observable } from '../ui/observable.ts'
import { controlQueue } from './control-queue.ts'
import { carryAdded } from './edit-queue.ts'
import { openDeck } from './open-deck.ts'
import { isSameTrack, type PlayableTrack } from './playable-track.ts'
import { type Loop, NO_STATE, NO_TIME, type Player, type Start, wantsToSound } from './player.ts'
import {
  afterTrackEnded,
  currentOf,
  moveTo,
  nextInQueue,
  previousInQueue,
  type Queue,
  type Repeat,
  renewQueue,
  startQueue,
} from './queue.ts'
import { shuffleQueue } from './shuffle.ts'
import { keepSound, readSound, type Sound, toggleMuted, withVolume } from './sound-settings.ts'

type Settings = { repeat: Repeat; isShuffled: boolean; rate: number }
const SETTINGS: Settings = { repeat: 'off', isShuffled: false, rate: 1 }

/** One long closure: the deck, the queue and the observables only ever change together. */
export function openPlayer(audio: HTMLAudioElement): Player {
  const state = observable(NO_STATE)
  const time = observable(NO_TIME)
  const queue = observable<Queue | null>(null)
  const order = observable({ ...SETTINGS, hasPrevious: false, hasNext: false })
  const sound = observable(readSound())
  const loop = observable<Loop | null>(null)
  const closing = new AbortController()
  let shownList: { tracks: readonly PlayableTrack[]; listName: string | null } | null = null

  const deck = openDeck(
    audio,
    { onStatus: showStatus, onTime: followTime, onEnded },
    closing.signal,
  )

  function showStatus(): void {
    const wanted = queue.get()
    const current = wanted && currentOf(wanted)
    const shown = state.get()
    const next = deck.status()
    if (current === null) state.set(NO_STATE)
    else if (shown.current !== current || shown.status !== next.status)
      state.set({ ...next, current })
    showTime()
  }

  function showTime(): void {
    const now = {
      positionSeconds: deck.positionSeconds(),
      durationSeconds: deck.durationSeconds(),
      bufferedSeconds: deck.bufferedSeconds(),
    }
    time.set(queue.get() === null ? NO_TIME : now)
  }

  function followTime(): void {
    if (!document.hidden) showTime()
  }

  function showOrder(change: Partial<Settings> = {}): void {
    const now = queue.get()
    const settings = { ...order.get(), ...change }
    const hasNext = now !== null && nextInQueue(now, settings.repeat) !== null
    order.set({ ...settings, hasPrevious: now !== null, hasNext })
  }

  /** The queue as it is now. What plays goes on unless the current entry is another one. */
  function setQueue(wanted: Queue): void {
    queue.set(wanted)
    deck.renew(currentOf(wanted))
    showOrder()
    showStatus()
  }

  function load(wanted: Queue, fromSeconds: number): void {
    loop.set(null)
    deck.cue(currentOf(wanted), fromSeconds)
    deck.start()
    setQueue(wanted)
  }

  function goTo(wanted: Queue | null): void {
    if (wanted && wanted !== queue.get()) {
      load(wanted, 0)
      return
    }
    deck.seek(0)
    if (wanted) deck.start()
  }

  function onEnded(): void {
    const part = loop.get()
    if (part) {
      deck.seek(part.fromSeconds)
      deck.start()
      return
    }
    const now = queue.get()
    const wanted = now && afterTrackEnded(now, order.get().repeat)
    if (wanted) goTo(wanted)
    else deck.pause()
  }

  function setSound(next: Sound): void {
    audio.volume = next.volume
    audio.muted = next.muted
    sound.set(next)
    keepSound(next)
  }

  function queueFrom(track: PlayableTrack, { tracks, listName }: Start): Queue {
    const now = queue.get()
    const going = now && moveTo(now, (entry) => entry.track.id === track.id)
    if (!tracks && going) return renewQueue(going, [track])
    const list = tracks && tracks !== shownList?.tracks ? { tracks, listName } : shownList
    const started = startQueue(track, list?.tracks, listName ?? list?.listName ?? null)
    const { isShuffled } = order.get()
    return carryAdded(isShuffled ? shuffleQueue(started, Math.random) : started, now)
  }

  const player: Player = {
    state,
    time,
    order,
    queue,
    sound,
    loop,
    ...controlQueue({ queue, order, setQueue, showOrder, load }),
    play(track, start = {}) {
      const { current, status } = state.get()
      const wanted = queueFrom(track, start)
      if (status === 'error' || !isSameTrack(current, track))
        return load(wanted, start.fromSeconds ?? 0)
      if (start.fromSeconds !== undefined) deck.seek(start.fromSeconds)
      deck.start()
      setQueue(wanted)
    },
    toggle() {
      const { status } = state.get()
      if (status === 'idle') return
      if (status === 'error') return player.retry()
      if (wantsToSound(status)) return deck.pause()
      deck.start()
      showStatus()
    },
    pause: deck.pause,
    stop() {
      deck.eject()
      loop.set(null)
      queue.set(null)
      showOrder()
      showStatus()
      showTime()
    },
    retry() {
      const now = queue.get()
      if (now) load(now, deck.positionSeconds())
    },
    next() {
      const now = queue.get()
      const wanted = now && nextInQueue(now, order.get().repeat)
      if (wanted) load(wanted, 0)
    },
    previous() {
      const now = queue.get()
      if (now) goTo(previousInQueue(now, order.get().repeat, deck.positionSeconds()))
    },
    seekTo(seconds) {
      if (queue.get() === null) return
      const part = loop.get()
      // Whoever goes elsewhere wants to stay there.
      if (part && (seconds < part.fromSeconds || seconds > part.untilSeconds)) loop.set(null)
      deck.seek(seconds)
    },
    seekBy: (seconds) => player.seekTo(deck.positionSeconds() + seconds),
    setVolume: (volume) => setSound(withVolume(sound.get(), volume)),
    toggleMute: () => setSound(toggleMuted(sound.get())),
    setRate(rate) {
      // Loading another track resets the rate to the default one.
      audio.defaultPlaybackRate = rate
      audio.playbackRate = rate
      showOrder({ rate })
    },
    setLoop(part) {
      loop.set(part)
      if (part) deck.seek(part.fromSeconds)
    },
    update(...tracks) {
      const now = queue.get()
      const renewed = now && renewQueue(now, tracks)
      if (renewed && renewed !== now) setQueue(renewed)
    },
    showList(tracks, listName) {
      shownList = { tracks, listName }
    },
    positionSeconds: () => (queue.get() === null ? 0 : deck.positionSeconds()),
    restore({ queue: kept, positionSeconds, rate, ...settings }) {
      player.setRate(rate)
      deck.cue(currentOf(kept), positionSeconds)
      showOrder(settings)
      setQueue(kept)
    },
    close() {
      closing.abort()
      deck.eject()
    },
  }
  setSound(sound.get())
  return player
}
