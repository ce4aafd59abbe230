import { Pause, Play, Repeat, Repeat1, Shuffle, SkipBack, SkipForward } from 'lucide-react'
import { useObservable } from '../ui/use-observable.ts'
import { type Player, wantsToSound } from './player.ts'
import { PlayerButton } from './player-button.tsx'
import styles from './player-transport.module.css'

const REPEAT_LABELS = { off: 'Repeat: off', all: 'Repeat: all', one: 'Repeat: one' } as const

/** Shuffle, previous, play, next, repeat. */
export function PlayerTransport({ player, large = false }: { player: Player; large?: boolean }) {
  const { hasPrevious, hasNext, isShuffled, repeat } = useObservable(player.order)
  const RepeatIcon = repeat === 'one' ? Repeat1 : Repeat
  const iconSize = large ? 26 : 20
  return (
    <div className={styles.transport} data-large={large || undefined}>
      <PlayerButton label="Shuffle" isOn={isShuffled} onClick={player.toggleShuffle}>
        <Shuffle aria-hidden size={18} />
      </PlayerButton>
      <PlayerButton
        label="Previous track"
        keys="Shift ←"
        keyShortcuts="Shift+ArrowLeft"
        className={styles.skip}
        disabled={!hasPrevious}
        onClick={player.previous}
      >
        <SkipBack aria-hidden size={iconSize} fill="currentColor" />
      </PlayerButton>
      <PlayPause player={player} size={large ? 64 : 48} />
      <PlayerButton
        label="Next track"
        keys="Shift →"
        keyShortcuts="Shift+ArrowRight"
        className={styles.skip}
        disabled={!hasNext}
        onClick={player.next}
      >
        <SkipForward aria-hidden size={iconSize} fill="currentColor" />
      </PlayerButton>
      <PlayerButton
        label={REPEAT_LABELS[repeat]}
        data-on={repeat !== 'off' || undefined}
        onClick={player.cycleRepeat}
      >
        <RepeatIcon aria-hidden size={18} />
      </PlayerButton>
    </div>
  )
}

/** The round button; a ring turns around it while the sound is awaited. `size` is in CSS pixels. */
export function PlayPause({ player, size }: { player: Player; size: 44 | 48 | 64 }) {
  const { status } = useObservable(player.state)
  const sounds = wantsToSound(status)
  const Icon = sounds ? Pause : Play
  return (
    <PlayerButton
      label={sounds ? 'Pause' : 'Play'}
      keys="K"
      keyShortcuts="K Space"
      className={styles.play}
      style={{ width: size, height: size }}
      aria-busy={status === 'loading' || status === 'stalled'}
      onClick={player.toggle}
    >
      <Icon aria-hidden size={size * 0.45} fill="currentColor" strokeWidth={1.5} />
    </PlayerButton>
  )
}
