import type { Observable } from '../ui/observable.ts'
import type { PlayableTrack } from './playable-track.ts'
import type { Repeat } from './queue.ts'
import type { Sound } from './sound-settings.ts'

export type PlayerState =
  /** Nothing was played yet, or the player was stopped. */
  | { status: 'idle'; current: null }
  /** loading: asked to play and waiting for bytes. */
  | { status: 'loading' | 'playing' | 'paused'; current: PlayableTrack }
  /** error: playback can't continue, `problem` says why in a sentence. `retry` tries again from there. */
  | { status: 'error'; current: PlayableTrack; problem: string }

export type PlayerTime = {
  positionSeconds: number
  /** 0 until it is known. */
  durationSeconds: number
  /** The end of what is loaded without a gap from the position on. */
  bufferedSeconds: number
}

/** How the tracks follow each other. */
export type PlayerOrder = { repeat: Repeat; rate: number; hasPrevious: boolean; hasNext: boolean }

/**
 * One audio element and one queue. Each part that changes is an observable of its own, so that a
 * component that shows the title doesn't render again as time goes on.
 */
export interface Player {
  readonly state: Observable<PlayerState>
  readonly time: Observable<PlayerTime>
  readonly order: Observable<PlayerOrder>
  readonly sound: Observable<Sound>
  /** Plays `track` within `queue`. The current track continues where it is unless `fromSeconds` says otherwise. */
  play(track: PlayableTrack, queue?: readonly PlayableTrack[], fromSeconds?: number): void
  toggle(): void
  /** Ends playback, empties the queue and frees the audio. */
  stop(): void
  retry(): void
  next(): void
  /** The previous track, or the beginning of this one when it is well under way. */
  previous(): void
  seekTo(seconds: number): void
  seekBy(seconds: number): void
  setVolume(volume: number): void
  toggleMute(): void
  setRate(rate: number): void
  cycleRepeat(): void
  /** The position at this very moment, finer than `time`: for drawing. */
  positionSeconds(): number
  /** Stops, and removes every listener; the player can't be used afterwards. */
  close(): void
}
