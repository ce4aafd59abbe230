import type { Settable } from '../ui/observable.ts'
import { addLast, addNext, clearUpcoming, moveEntry, removeEntry } from './edit-queue.ts'
import type { PlayableTrack } from './playable-track.ts'
import type { PlayerOrder, QueueControls } from './player.ts'
import { moveTo, nextRepeat, type Queue, startQueue } from './queue.ts'
import { shuffleQueue, unshuffleQueue } from './shuffle.ts'

type Parts = {
  queue: Settable<Queue | null>
  order: Settable<PlayerOrder>
  setQueue(wanted: Queue): void
  showOrder(change: Partial<PlayerOrder>): void
  load(wanted: Queue, fromSeconds: number): void
}

/** The player's controls that change what plays later, and never what plays now. */
export function controlQueue({ queue, order, setQueue, showOrder, load }: Parts): QueueControls {
  const edit = (change: (now: Queue) => Queue) => {
    const now = queue.get()
    if (now) setQueue(change(now))
  }
  const add = (track: PlayableTrack, change: typeof addNext) =>
    queue.get() ? edit((now) => change(now, track)) : load(startQueue(track), 0)
  return {
    playNext: (track) => add(track, addNext),
    addToQueue: (track) => add(track, addLast),
    jumpTo(key) {
      const now = queue.get()
      const wanted = now && moveTo(now, (entry) => entry.key === key)
      if (wanted) load(wanted, 0)
    },
    moveEntry: (key, steps) => edit((now) => moveEntry(now, key, steps)),
    removeEntry: (key) => edit((now) => removeEntry(now, key)),
    clearUpcoming: () => edit(clearUpcoming),
    toggleShuffle() {
      const isShuffled = !order.get().isShuffled
      showOrder({ isShuffled })
      edit((now) => (isShuffled ? shuffleQueue(now, Math.random) : unshuffleQueue(now)))
    },
    cycleRepeat: () => showOrder({ repeat: nextRepeat(order.get().repeat) }),
  }
}
