import type { Observable } from './observable.ts'
import type { PlayableTrack } from './playable-track.ts'
import type { Repeat } from './queue.ts'
import type { Sound } from './sound-settings.ts'

export type PlayerState =
  /** Nothing was played yet, or the player was stopped. */
  | { status: 'idle'; current: null }
  /** loading: asked to play and waiting for bytes. */
  | { status: 'loading' | 'playing' | 'paused'; current: PlayableTrack }
  /** error: it can't go on, `problem` says why in a sentence. `retry` tries again from there. */
  | { status: 'error'; current: PlayableTrack; problem: string }

export type PlayerTime = {
  positionSeconds: number
  /** 0 until anybody knows it. */
  durationSeconds: number
  /** How far the audio is loaded without a gap from the position on. */
  bufferedSeconds: number
}

/** How the tracks follow each other. */
export type PlayerOrder = { repeat: Repeat; rate: number; hasPrevious: boolean; hasNext: boolean }

/**
 * One audio element and one queue. Everything that changes is an observable of its own, so that
 * nobody hears of time who only asked what is playing.
 */
export interface Player {
  readonly state: Observable<PlayerState>
  readonly time: Observable<PlayerTime>
  readonly order: Observable<PlayerOrder>
  readonly sound: Observable<Sound>
  /** Plays `track` within `queue`. The track that is on goes on where it is unless `fromSeconds` says otherwise. */
  play(track: PlayableTrack, queue?: readonly PlayableTrack[], fromSeconds?: number): void
  toggle(): void
  /** Ends playback, empties the queue and lets the audio go. */
  stop(): void
  retry(): void
  next(): void
  /** The track before, or the beginning of this one when it is well under way. */
  previous(): void
  seekTo(seconds: number): void
  seekBy(seconds: number): void
  setVolume(volume: number): void
  toggleMute(): void
  setRate(rate: number): void
  cycleRepeat(): void
  /** The position at this very moment, finer than `time`: for drawing. */
  positionSeconds(): number
  /** Stops and frees everything that listens; the player is of no use afterwards. */
  close(): void
}
