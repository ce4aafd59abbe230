import { readKept, writeKept } from './kept-player.ts'
import { loadKept, storeKept } from './kept-storage.ts'
import type { Player } from './player.ts'

export interface PlayerMemory {
  /**
   * Says who is listening: `null` for a stranger, `undefined` while nobody knows. Another person's
   * music ends here; a stranger's goes on when the stranger signs in.
   */
  setAccount(account: string | null | undefined): void
}

/**
 * Keeps the queue and the position for a reload of this tab, paused at the second. What one person
 * played is shown to nobody else. Ends with `signal`.
 */
export function connectMemory(player: Player, signal: AbortSignal): PlayerMemory {
  let owner: string | null | undefined

  const keep = () => {
    const queue = player.queue.get()
    if (owner === undefined) return
    if (queue === null) return storeKept(null)
    const { repeat, isShuffled, rate } = player.order.get()
    const positionSeconds = player.positionSeconds()
    storeKept(writeKept({ account: owner, queue, positionSeconds, repeat, isShuffled, rate }))
  }

  const restore = (account: string | null) => {
    const kept = readKept(loadKept())
    if (kept && (kept.account === account || kept.account === null)) player.restore(kept)
    else storeKept(null)
  }

  const ends = [player.queue, player.order, player.state].map(({ subscribe }) => subscribe(keep))
  window.addEventListener('pagehide', keep, { signal })
  document.addEventListener('visibilitychange', keep, { signal })
  signal.addEventListener('abort', () => {
    for (const end of ends) end()
  })
  return {
    setAccount(account) {
      if (account === undefined || account === owner) return
      const before = owner
      if (typeof before === 'string') player.stop()
      owner = account
      if (before === undefined && player.queue.get() === null) restore(account)
      else keep()
    },
  }
}
