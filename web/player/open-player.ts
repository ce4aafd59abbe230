import { observable } from '../ui/observable.ts'
import { connectMediaSession } from './media-session.ts'
import { isSameTrack } from './playable-track.ts'
import { playbackProblem } from './playback-problem.ts'
import type { Player, PlayerOrder, PlayerState, PlayerTime } from './player.ts'
import {
  afterTrackEnded,
  currentOf,
  nextInQueue,
  nextRepeat,
  previousInQueue,
  type Queue,
  startQueue,
} from './queue.ts'
import { keepSound, readSound, type Sound } from './sound-settings.ts'

const IDLE: PlayerState = { status: 'idle', current: null }
const NO_TIME: PlayerTime = { positionSeconds: 0, durationSeconds: 0, bufferedSeconds: 0 }
const NO_ORDER: PlayerOrder = { repeat: 'off', rate: 1, hasPrevious: false, hasNext: false }

/** One long closure: the element, the queue and the four observables only ever change together. */
export function openPlayer(audio: HTMLAudioElement): Player {
  const state = observable<PlayerState>(IDLE)
  const time = observable(NO_TIME)
  const order = observable(NO_ORDER)
  const sound = observable(readSound())
  const closing = new AbortController()
  let queue: Queue | null = null

  function listen(names: (keyof HTMLMediaElementEventMap)[], listener: () => void): void {
    for (const name of names) audio.addEventListener(name, listener, { signal: closing.signal })
  }

  function showStatus(): void {
    const { current } = state.get()
    if (current === null) return
    if (audio.error) {
      const problem = playbackProblem(audio.error.code, navigator.onLine)
      state.set({ status: 'error', current, problem })
      return
    }
    const flowing = audio.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA
    const status = audio.paused ? 'paused' : flowing ? 'playing' : 'loading'
    if (state.get().status !== status) state.set({ status, current })
  }

  function showTime(): void {
    const { current } = state.get()
    const measured = Number.isFinite(audio.duration) ? audio.duration : null
    const shown = {
      positionSeconds: audio.currentTime,
      durationSeconds: measured ?? current?.durationSeconds ?? 0,
      bufferedSeconds: bufferedUntil(audio),
    }
    time.set(current === null ? NO_TIME : shown)
  }

  function showOrder(change: Partial<Pick<PlayerOrder, 'repeat' | 'rate'>> = {}): void {
    const { repeat, rate } = { ...order.get(), ...change }
    const hasNext = queue !== null && nextInQueue(queue, repeat) !== null
    order.set({ repeat, rate, hasPrevious: queue !== null, hasNext })
  }

  function start(): void {
    // The element's own events report why a start failed; an interrupted one needs no report.
    audio.play().catch(showStatus)
    showStatus()
  }

  function load(wanted: Queue, fromSeconds: number): void {
    queue = wanted
    const current = currentOf(wanted)
    state.set({ status: 'loading', current })
    audio.src = current.audioUrl
    audio.currentTime = fromSeconds
    showOrder()
    start()
    showTime()
  }

  function moveTo(wanted: Queue | null): void {
    if (wanted && wanted !== queue) {
      load(wanted, 0)
      return
    }
    player.seekTo(0)
    if (wanted) start()
  }

  function showSound(next: Sound): void {
    audio.volume = next.volume
    audio.muted = next.muted
    sound.set(next)
  }

  const player: Player = {
    state,
    time,
    order,
    sound,
    play(track, tracks, fromSeconds) {
      const { current, status } = state.get()
      const wanted = startQueue(track, tracks ?? (isSameTrack(current, track) ? queue?.tracks : []))
      if (status === 'error' || !isSameTrack(current, track)) return load(wanted, fromSeconds ?? 0)
      queue = wanted
      showOrder()
      if (fromSeconds !== undefined) player.seekTo(fromSeconds)
      start()
    },
    toggle() {
      const { status } = state.get()
      if (status === 'idle') return
      if (status === 'error') return player.retry()
      if (audio.paused) start()
      else audio.pause()
    },
    stop() {
      queue = null
      audio.pause()
      audio.removeAttribute('src')
      audio.load()
      state.set(IDLE)
      showTime()
      showOrder()
    },
    retry() {
      if (queue) load(queue, time.get().positionSeconds)
    },
    next() {
      const wanted = queue && nextInQueue(queue, order.get().repeat)
      if (wanted) load(wanted, 0)
    },
    previous() {
      if (queue) moveTo(previousInQueue(queue, order.get().repeat, audio.currentTime))
    },
    seekTo(seconds) {
      if (queue === null) return
      const { durationSeconds } = time.get()
      audio.currentTime = Math.max(0, Math.min(seconds, durationSeconds || seconds))
      showTime()
    },
    seekBy: (seconds) => player.seekTo(audio.currentTime + seconds),
    setVolume(volume) {
      showSound({ volume: Math.max(0, Math.min(volume, 1)), muted: false })
      keepSound(sound.get())
    },
    toggleMute() {
      showSound({ ...sound.get(), muted: !sound.get().muted })
      keepSound(sound.get())
    },
    setRate(rate) {
      // Loading another track resets the rate to the default one.
      audio.defaultPlaybackRate = rate
      audio.playbackRate = rate
      showOrder({ rate })
    },
    cycleRepeat: () => showOrder({ repeat: nextRepeat(order.get().repeat) }),
    positionSeconds: () => (queue === null ? 0 : audio.currentTime),
    close() {
      player.stop()
      closing.abort()
    },
  }

  showSound(sound.get())
  listen(['playing', 'pause', 'waiting', 'canplay', 'error'], showStatus)
  listen(['timeupdate', 'seeking', 'seeked', 'durationchange', 'progress'], showTime)
  listen(['ended'], () => {
    const wanted = queue && afterTrackEnded(queue, order.get().repeat)
    if (wanted) moveTo(wanted)
  })
  if ('mediaSession' in navigator)
    connectMediaSession(navigator.mediaSession, audio, player, closing.signal)
  return player
}

function bufferedUntil({ buffered, currentTime }: HTMLAudioElement): number {
  for (let range = 0; range < buffered.length; range += 1) {
    if (buffered.start(range) <= currentTime && currentTime <= buffered.end(range))
      return buffered.end(range)
  }
  return currentTime
}
