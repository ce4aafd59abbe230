import { addedOf } from './edit-queue.ts'
import { type Entry, entryOf, type Queue } from './queue.ts'

/**
 * The current track goes on, then what was added plays as it stands, then the rest of the list in
 * any order. `random` answers numbers from 0 to below 1.
 */
export function shuffleQueue(queue: Queue, random: () => number): Queue {
  const current = entryOf(queue)
  const added = addedOf(queue)
  const rest = queue.entries.filter((entry) => entry !== current && entry.place !== null)
  return { ...queue, entries: [current, ...added, ...mix(rest, random)], index: 0 }
}

/** The list in its own order again; the current track goes on from its place in it. */
export function unshuffleQueue(queue: Queue): Queue {
  const current = entryOf(queue)
  const added = addedOf(queue)
  const list = queue.entries
    .filter(({ place }) => place !== null)
    .toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0))
  const anchor = current.place === null ? lastListed(queue) : current
  const index = anchor ? list.indexOf(anchor) : -1
  const coming = current.place === null ? [current, ...added] : added
  return {
    ...queue,
    entries: list.toSpliced(index + 1, 0, ...coming),
    index: current.place === null ? index + 1 : index,
  }
}

/** The entry of the list that played before an added one. */
function lastListed({ entries, index }: Queue): Entry | undefined {
  return entries.slice(0, index).findLast(({ place }) => place !== null)
}

/** Fisher and Yates. */
function mix(entries: readonly Entry[], random: () => number): Entry[] {
  const mixed = [...entries]
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    const [one, two] = [mixed[at], mixed[other]]
    if (one && two) [mixed[at], mixed[other]] = [two, one]
  }
  return mixed
}
