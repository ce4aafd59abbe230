import { isSameTrack, type PlayableTrack } from './playable-track.ts'

export type Repeat = 'off' | 'all' | 'one'

export type Entry = {
  /** Tells two entries of the same track apart. */
  key: string
  track: PlayableTrack
  /** Where the track stands in the list that was started; null when the person added it to the queue. */
  place: number | null
}

/** What plays one after another. `index` always points at the current entry. */
export type Queue = {
  entries: readonly Entry[]
  index: number
  /** Where the list comes from, such as "Library". */
  listName: string | null
}

/** Pressing "previous" this far into a track goes back to its beginning instead. */
const RESTART_AFTER_SECONDS = 3

const REPEATS: readonly Repeat[] = ['off', 'all', 'one']

/** A queue that starts at `track`. A list without that track is ignored. */
export function startQueue(
  track: PlayableTrack,
  tracks: readonly PlayableTrack[] = [],
  listName: string | null = null,
): Queue {
  const found = tracks.findIndex(({ id }) => id === track.id)
  const list = found === -1 ? [track] : tracks.with(found, track)
  const entries = list.map((track, place) => ({ key: `list-${place}`, track, place }))
  return { entries, index: Math.max(found, 0), listName: found === -1 ? null : listName }
}

export function entryOf({ entries, index }: Queue): Entry {
  const entry = entries[index]
  if (!entry) throw new RangeError(`The queue has no entry ${index}`)
  return entry
}

export const currentOf = (queue: Queue): PlayableTrack => entryOf(queue).track

/** The queue at another of its entries; null when there is no such entry. */
export function moveTo(
  queue: Queue,
  isWanted: (entry: Entry, index: number) => boolean,
): Queue | null {
  const index = queue.entries.findIndex(isWanted)
  if (index === -1) return null
  return index === queue.index ? queue : { ...queue, index }
}

/** Where "next" leads; null at the end of a queue that isn't repeated. */
export function nextInQueue(queue: Queue, repeat: Repeat): Queue | null {
  const { entries, index } = queue
  if (index + 1 < entries.length) return { ...queue, index: index + 1 }
  return repeat === 'all' && entries.length > 1 ? { ...queue, index: 0 } : null
}

/** Where "previous" leads; null when it means the beginning of the same track. */
export function previousInQueue(
  queue: Queue,
  repeat: Repeat,
  positionSeconds: number,
): Queue | null {
  const { entries, index } = queue
  if (positionSeconds > RESTART_AFTER_SECONDS) return null
  if (index > 0) return { ...queue, index: index - 1 }
  return repeat === 'all' && entries.length > 1 ? { ...queue, index: entries.length - 1 } : null
}

/** What plays after a track ends: the same queue means the same track again, null means nothing. */
export function afterTrackEnded(queue: Queue, repeat: Repeat): Queue | null {
  if (repeat === 'one') return queue
  return nextInQueue(queue, repeat) ?? (repeat === 'all' ? queue : null)
}

export function nextRepeat(repeat: Repeat): Repeat {
  return REPEATS[(REPEATS.indexOf(repeat) + 1) % REPEATS.length] ?? 'off'
}

/** The queue with newer copies of its tracks; the very same queue when nothing differs. */
export function renewQueue(queue: Queue, fresh: readonly PlayableTrack[]): Queue {
  const byId = new Map(fresh.map((track) => [track.id, track]))
  let isRenewed = false
  const entries = queue.entries.map((entry) => {
    const track = byId.get(entry.track.id)
    if (!track || isSameCopy(track, entry.track)) return entry
    isRenewed = true
    return { ...entry, track }
  })
  return isRenewed ? { ...queue, entries } : queue
}

function isSameCopy(a: PlayableTrack, b: PlayableTrack): boolean {
  if (!isSameTrack(a, b)) return false
  const fields = Object.keys({ ...a, ...b }) as (keyof PlayableTrack)[] // Both have these keys only.
  return fields.every((field) => a[field] === b[field])
}
