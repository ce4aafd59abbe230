import { Pause, Play } from 'lucide-react'
import { type PlayableTrack, usePlayer } from '../player/player-provider.tsx'
import styles from './play-button.module.css'

/** Plays the track, or pauses it while it plays. `queue` plays after it. */
export function PlayButton({
  track,
  queue,
  large = false,
}: {
  track: PlayableTrack
  queue?: PlayableTrack[]
  large?: boolean
}) {
  const { current, status, isSounding, play, toggle } = usePlayer()
  const isCurrent = current?.id === track.id
  const isPlaying = isCurrent && isSounding
  const Icon = isPlaying ? Pause : Play
  return (
    <button
      type="button"
      className={`${styles.play} ${large ? styles.large : ''} needs-script`}
      data-current={isCurrent || undefined}
      aria-label={`${isPlaying ? 'Pause' : 'Play'} ${track.title}`}
      onClick={() => (isCurrent && status !== 'error' ? toggle() : play(track, queue))}
    >
      <Icon size={large ? 26 : 18} fill="currentColor" aria-hidden />
    </button>
  )
}
