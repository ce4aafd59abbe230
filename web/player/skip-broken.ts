import { showToast } from '../ui/toasts.ts'
import type { Player } from './player.ts'
import { entryOf } from './queue.ts'

const SKIP_AFTER_MILLISECONDS = 3000
/** After so many in a row it isn't the tracks: then the last one stays, with its sentence. */
const SKIPS_MAX = 3

/** Goes on to the next track when one can't be played, and says so. Ends with `signal`. */
export function connectSkipping(player: Player, signal: AbortSignal): void {
  let skips = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const skip = () => {
    const queue = player.queue.get()
    if (queue === null) return
    const { key, track } = entryOf(queue)
    skips += 1
    player.next()
    showToast({
      sentence: `Skipped “${track.title}”: the audio can’t be loaded`,
      action: { label: 'Try again', press: () => player.jumpTo(key) },
    })
  }
  const end = player.state.subscribe(() => {
    const { status } = player.state.get()
    const { hasNext, repeat } = player.order.get()
    clearTimeout(timer)
    if (status === 'playing') skips = 0
    if (status === 'error' && hasNext && repeat !== 'one' && skips < SKIPS_MAX)
      timer = setTimeout(skip, SKIP_AFTER_MILLISECONDS)
  })
  signal.addEventListener('abort', () => {
    end()
    clearTimeout(timer)
  })
}
