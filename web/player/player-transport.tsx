import { Pause, Play, SkipBack, SkipForward } from 'lucide-react'
import { useObservable } from '../ui/use-observable.ts'
import type { Player } from './player.ts'
import styles from './player-transport.module.css'

export function PlayerTransport({ player }: { player: Player }) {
  const { status } = useObservable(player.state)
  const { hasPrevious, hasNext } = useObservable(player.order)
  const goesOn = status === 'playing' || status === 'loading'
  const Icon = goesOn ? Pause : Play
  return (
    <div className={styles.transport}>
      <button
        type="button"
        className={styles.skip}
        aria-label="Previous track"
        disabled={!hasPrevious}
        onClick={player.previous}
      >
        <SkipBack aria-hidden size={20} fill="currentColor" />
      </button>
      <button
        type="button"
        className={styles.play}
        aria-label={goesOn ? 'Pause' : 'Play'}
        aria-busy={status === 'loading'}
        onClick={player.toggle}
      >
        <Icon aria-hidden size={22} fill="currentColor" strokeWidth={1.5} />
      </button>
      <button
        type="button"
        className={styles.skip}
        aria-label="Next track"
        disabled={!hasNext}
        onClick={player.next}
      >
        <SkipForward aria-hidden size={20} fill="currentColor" />
      </button>
    </div>
  )
}
