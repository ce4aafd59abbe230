import type { PlayableTrack } from './playable-track.ts'

export type Repeat = 'off' | 'all' | 'one'

/** The tracks that play one after another. `index` always points at the current one. */
export type Queue = { tracks: readonly PlayableTrack[]; index: number }

/** Pressing "previous" this far into a track goes back to its beginning instead. */
const RESTART_AFTER_SECONDS = 3

const REPEATS: readonly Repeat[] = ['off', 'all', 'one']

/** A queue that starts at `track`. A list without that track is ignored. */
export function startQueue(track: PlayableTrack, tracks: readonly PlayableTrack[] = []): Queue {
  const index = tracks.findIndex(({ id }) => id === track.id)
  return index === -1 ? { tracks: [track], index: 0 } : { tracks: tracks.with(index, track), index }
}

export function currentOf({ tracks, index }: Queue): PlayableTrack {
  const track = tracks[index]
  if (!track) throw new RangeError(`The queue has no track ${index}`)
  return track
}

/** Where "next" leads; null at the end of a queue that isn't repeated. */
export function nextInQueue(queue: Queue, repeat: Repeat): Queue | null {
  const { tracks, index } = queue
  if (index + 1 < tracks.length) return { tracks, index: index + 1 }
  return repeat === 'all' && tracks.length > 1 ? { tracks, index: 0 } : null
}

/** Where "previous" leads; null when it means the beginning of the same track. */
export function previousInQueue(
  queue: Queue,
  repeat: Repeat,
  positionSeconds: number,
): Queue | null {
  const { tracks, index } = queue
  if (positionSeconds > RESTART_AFTER_SECONDS) return null
  if (index > 0) return { tracks, index: index - 1 }
  return repeat === 'all' && tracks.length > 1 ? { tracks, index: tracks.length - 1 } : null
}

/** What plays after a track ends: the same queue means the same track again, null means nothing. */
export function afterTrackEnded(queue: Queue, repeat: Repeat): Queue | null {
  if (repeat === 'one') return queue
  return nextInQueue(queue, repeat) ?? (repeat === 'all' ? queue : null)
}

export function nextRepeat(repeat: Repeat): Repeat {
  return REPEATS[(REPEATS.indexOf(repeat) + 1) % REPEATS.length] ?? 'off'
}
