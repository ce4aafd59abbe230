import type { PlayableTrack } from './playable-track.ts'
import type { Entry, Queue } from './queue.ts'

/** The entries still to come: those the person added, then the rest of the list. */
export function upcomingOf({ entries, index }: Queue): { next: Entry[]; later: Entry[] } {
  const coming = entries.slice(index + 1)
  const listed = coming.findIndex(({ place }) => place !== null)
  const until = listed === -1 ? coming.length : listed
  return { next: coming.slice(0, until), later: coming.slice(until) }
}

/** `track` plays as soon as the current one is over. */
export function addNext(queue: Queue, track: PlayableTrack): Queue {
  return insert(queue, queue.index + 1, [addedEntry(queue, track)])
}

/** `track` plays after the others that were added, before the list goes on. */
export function addLast(queue: Queue, track: PlayableTrack): Queue {
  const at = queue.index + 1 + upcomingOf(queue).next.length
  return insert(queue, at, [addedEntry(queue, track)])
}

/** What the person added and hasn't heard yet. */
export function addedOf({ entries, index }: Queue): Entry[] {
  return entries.slice(index + 1).filter(({ place }) => place === null)
}

/** Keeps what was added to one queue when another is started. */
export function carryAdded(queue: Queue, from: Queue | null): Queue {
  if (from === null) return queue
  return addedOf(from).reduce((next, { track }) => addLast(next, track), queue)
}

/**
 * Moves an entry that is still to come by `steps` (negative: earlier), never before the current one.
 * One that is moved before an added entry counts as added itself.
 */
export function moveEntry(queue: Queue, key: string, steps: number): Queue {
  const { entries, index } = queue
  const from = entries.findIndex((entry) => entry.key === key)
  const to = Math.min(Math.max(from + steps, index + 1), entries.length - 1)
  const moved = entries[from]
  if (!moved || from <= index || to === from) return queue
  const rest = entries.toSpliced(from, 1)
  const isBeforeAdded = rest[to]?.place === null
  const entry = isBeforeAdded ? { ...moved, place: null } : moved
  return { ...queue, entries: rest.toSpliced(to, 0, entry) }
}

/** Takes an entry out of those still to come; the current one stays. */
export function removeEntry(queue: Queue, key: string): Queue {
  const at = queue.entries.findIndex((entry) => entry.key === key)
  if (at <= queue.index) return queue
  return { ...queue, entries: queue.entries.toSpliced(at, 1) }
}

/** Nothing plays after the current track. */
export function clearUpcoming(queue: Queue): Queue {
  return { ...queue, entries: queue.entries.slice(0, queue.index + 1) }
}

function insert(queue: Queue, at: number, added: Entry[]): Queue {
  return { ...queue, entries: queue.entries.toSpliced(at, 0, ...added) }
}

function addedEntry({ entries }: Queue, track: PlayableTrack): Entry {
  const numbers = entries.map(({ key }) => Number(/^added-(\d+)$/.exec(key)?.[1] ?? 0))
  return { key: `added-${Math.max(0, ...numbers) + 1}`, track, place: null }
}
