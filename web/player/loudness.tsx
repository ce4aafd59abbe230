import { Volume1, Volume2, VolumeX } from 'lucide-react'
import type { CSSProperties } from 'react'
import { Popover } from '../ui/popover.tsx'
import { useObservable } from '../ui/use-observable.ts'
import { PLAYER_KEYS } from './key-use.ts'
import styles from './loudness.module.css'
import type { Player } from './player.ts'
import buttonStyles from './player-button.module.css'
import { PlayerButton } from './player-button.tsx'

/** Mute and volume in a row. */
export function Loudness({ player }: { player: Player }) {
  const { muted } = useObservable(player.sound)
  return (
    <div className={styles.loudness}>
      <PlayerButton label="Mute" keys="M" isOn={muted} onClick={player.toggleMute}>
        <LoudnessIcon player={player} />
      </PlayerButton>
      <VolumeSlider player={player} />
    </div>
  )
}

/** The same behind one button, where there is no room. */
export function LoudnessPopover({ player }: { player: Player }) {
  return (
    <Popover
      label="Volume"
      side="top"
      align="end"
      trigger={
        <button type="button" className={buttonStyles.button} aria-label="Volume" title="Volume">
          <LoudnessIcon player={player} />
        </button>
      }
    >
      <div {...PLAYER_KEYS}>
        <Loudness player={player} />
      </div>
    </Popover>
  )
}

function VolumeSlider({ player }: { player: Player }) {
  const { volume, muted } = useObservable(player.sound)
  const heard = muted ? 0 : volume
  const filled: CSSProperties & Record<'--heard', string> = { '--heard': `${heard * 100}%` }
  return (
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
  )
}

function LoudnessIcon({ player }: { player: Player }) {
  const { volume, muted } = useObservable(player.sound)
  const heard = muted ? 0 : volume
  const Icon = heard === 0 ? VolumeX : heard < 0.5 ? Volume1 : Volume2
  return <Icon aria-hidden size={18} />
}
