import { useObservable } from '../ui/use-observable.ts'
import { secondLineOf } from './playable-track.ts'
import type { Player } from './player.ts'
import styles from './player-news.module.css'

/** The line under the title: what the track is, or why it doesn't play. */
export function PlayerNews({ player }: { player: Player }) {
  const state = useObservable(player.state)
  if (state.status === 'idle') return null
  if (state.status !== 'error' && state.status !== 'stalled')
    return (
      <span className={styles.line} dir="auto">
        {secondLineOf(state.current)}
      </span>
    )
  return (
    <span className={styles.problem} data-waits={state.status === 'stalled' || undefined}>
      <span className={styles.sentence} role={state.status === 'error' ? 'alert' : 'status'}>
        {state.status === 'error' ? state.problem : 'Waiting for the connection…'}
      </span>
      <button type="button" className={styles.retry} onClick={player.retry}>
        Try again
      </button>
    </span>
  )
}
