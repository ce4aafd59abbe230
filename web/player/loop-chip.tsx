import { X } from 'lucide-react'
import { formatClock } from '../ui/format-duration.ts'
import { observable } from '../ui/observable.ts'
import { useObservable } from '../ui/use-observable.ts'
import styles from './loop-chip.module.css'
import { isSameTrack, type PlayableTrack } from './playable-track.ts'
import type { Loop } from './player.ts'
import { useOpenPlayer, usePlayer } from './player-provider.tsx'

/** Says which part of a track plays again and again, and ends it. */
export function LoopChip({ track }: { track: PlayableTrack }) {
  const player = useOpenPlayer()
  const { current } = usePlayer()
  const loop = useObservable(player?.loop ?? NO_LOOP)
  if (player === null || loop === null || !isSameTrack(current, track)) return null
  const part = `${formatClock(loop.fromSeconds)}–${formatClock(loop.untilSeconds)}`
  return (
    <button
      type="button"
      className={styles.chip}
      aria-label={`Stop looping ${part}`}
      onClick={() => player.setLoop(null)}
    >
      Looping {part}
      <X aria-hidden size={14} />
    </button>
  )
}

const NO_LOOP = observable<Loop | null>(null)
