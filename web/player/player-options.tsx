import { Keyboard, Repeat, Repeat1, Volume1, Volume2, VolumeX } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useObservable } from '../ui/use-observable.ts'
import type { Player } from './player.ts'
import styles from './player-options.module.css'

const RATES = [0.75, 1, 1.25, 1.5] as const

const REPEAT_LABELS = {
  off: 'Repeat is off',
  all: 'Repeats the queue',
  one: 'Repeats this track',
} as const

/** Repeat, speed, loudness, and the button that lists the shortcuts. */
export function PlayerOptions({
  player,
  onShowShortcuts,
}: {
  player: Player
  onShowShortcuts: () => void
}) {
  const { repeat, rate } = useObservable(player.order)
  const RepeatIcon = repeat === 'one' ? Repeat1 : Repeat
  return (
    <div className={styles.options}>
      <button
        type="button"
        className={styles.button}
        data-on={repeat !== 'off'}
        aria-label={REPEAT_LABELS[repeat]}
        title={REPEAT_LABELS[repeat]}
        onClick={player.cycleRepeat}
      >
        <RepeatIcon aria-hidden size={18} />
      </button>
      <select
        className={styles.rate}
        aria-label="Speed"
        value={rate}
        data-on={rate !== 1}
        onChange={(event) => player.setRate(Number(event.target.value))}
      >
        {RATES.map((choice) => (
          <option key={choice} value={choice}>
            {choice}×
          </option>
        ))}
      </select>
      <Loudness player={player} />
      <button
        type="button"
        className={`${styles.button} ${styles.shortcuts}`}
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={onShowShortcuts}
      >
        <Keyboard aria-hidden size={18} />
      </button>
    </div>
  )
}

function Loudness({ player }: { player: Player }) {
  const { volume, muted } = useObservable(player.sound)
  const heard = muted ? 0 : volume
  const Icon = heard === 0 ? VolumeX : heard < 0.5 ? Volume1 : Volume2
  const filled: CSSProperties & Record<'--heard', string> = { '--heard': `${heard * 100}%` }
  return (
    <div className={styles.loudness}>
      <button
        type="button"
        className={styles.button}
        aria-label="Mute"
        aria-pressed={muted}
        onClick={player.toggleMute}
      >
        <Icon aria-hidden size={18} />
      </button>
      <input
        type="range"
        className={styles.volume}
        style={filled}
        aria-label="Volume"
        aria-valuetext={`${Math.round(heard * 100)} percent`}
        min={0}
        max={1}
        step={0.05}
        value={heard}
        onChange={(event) => player.setVolume(Number(event.target.value))}
      />
    </div>
  )
}
