import type { Observable } from '../ui/observable.ts'
import type { PlayableTrack } from './playable-track.ts'
import type { Queue, Repeat } from './queue.ts'
import type { Sound } from './sound-settings.ts'

export type PlayerState =
  /** Nothing was played yet, or the player was stopped. */
  | { status: 'idle'; current: null }
  /**
   * loading: asked to play and waiting for bytes.
   * paused: also after a reload, when nothing is loaded yet.
   * stalled: asked to play, but the connection is gone. It goes on by itself when it is back.
   */
  | { status: 'loading' | 'playing' | 'paused' | 'stalled'; current: PlayableTrack }
  /** error: playback can't continue, `problem` says why in a sentence. `retry` tries again from there. */
  | { status: 'error'; current: PlayableTrack; problem: string }

export const NO_STATE: PlayerState = { status: 'idle', current: null }

/** Whether the person hears the track, or waits to hear it: a press on the button pauses. */
export function wantsToSound(status: PlayerState['status']): boolean {
  return status === 'playing' || status === 'loading' || status === 'stalled'
}

export type PlayerTime = {
  positionSeconds: number
  /** 0 until it is known. */
  durationSeconds: number
  /** The end of what is loaded without a gap from the position on. */
  bufferedSeconds: number
}

export const NO_TIME: PlayerTime = { positionSeconds: 0, durationSeconds: 0, bufferedSeconds: 0 }

/** How the tracks follow each other. */
export type PlayerOrder = {
  repeat: Repeat
  isShuffled: boolean
  rate: number
  hasPrevious: boolean
  hasNext: boolean
}

/** A part of the current track that plays again and again. */
export type Loop = { fromSeconds: number; untilSeconds: number }

export type Start = {
  /** What plays after the track. Without it the queue goes on that holds the track, or the list shown last. */
  tracks?: readonly PlayableTrack[] | undefined
  /** What the list is called: "Later from “Library”". */
  listName?: string | undefined
  /** Without it the current track goes on from where it is. */
  fromSeconds?: number | undefined
}

/** What survives a reload. */
export type Kept = {
  queue: Queue
  positionSeconds: number
  repeat: Repeat
  isShuffled: boolean
  rate: number
}

/** What the person can do with what comes after the current track. */
export interface QueueControls {
  playNext(track: PlayableTrack): void
  addToQueue(track: PlayableTrack): void
  /** Plays an entry of the queue. */
  jumpTo(key: string): void
  moveEntry(key: string, steps: number): void
  removeEntry(key: string): void
  clearUpcoming(): void
  toggleShuffle(): void
  cycleRepeat(): void
}

/**
 * One audio element and one queue. Each part that changes is an observable of its own, so that a
 * component that shows the title doesn't render again as time goes on.
 */
export interface Player extends QueueControls {
  readonly state: Observable<PlayerState>
  /** Stands still while the tab is hidden. */
  readonly time: Observable<PlayerTime>
  readonly order: Observable<PlayerOrder>
  readonly queue: Observable<Queue | null>
  readonly sound: Observable<Sound>
  readonly loop: Observable<Loop | null>
  play(track: PlayableTrack, start?: Start): void
  toggle(): void
  pause(): void
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
  setLoop(loop: Loop | null): void
  /** Renews the queue's copies of these tracks: their titles, favorites, addresses. */
  update(...tracks: readonly PlayableTrack[]): void
  /** A list that is on screen: its tracks follow one that is started from its own page. */
  showList(tracks: readonly PlayableTrack[], listName: string | null): void
  /** Shows a queue as it was before a reload: paused, and without loading anything. */
  restore(kept: Kept): void
  /** The position at this very moment, finer than `time`: for drawing. */
  positionSeconds(): number
  /** Frees the audio and removes every listener; what is kept for a reload stays. */
  close(): void
}
