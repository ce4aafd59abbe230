import { Pause, Play } from 'lucide-react'
import { type PlayableTrack, usePlayer } from '../player/player-provider.tsx'
import styles from './play-button.module.css'

/** Plays the track, or pauses it while it plays. `queue` plays after it. `onArt` lies over the track's picture. */
export function PlayButton({
  track,
  name = track.title,
  queue,
  listName,
  look = 'small',
  tabIndex,
}: {
  track: PlayableTrack
  name?: string
  queue?: readonly PlayableTrack[]
  listName?: string
  look?: 'small' | 'large' | 'onArt'
  tabIndex?: number
}) {
  const { current, status, isSounding, play, toggle } = usePlayer()
  const isCurrent = current?.id === track.id
  const isPlaying = isCurrent && isSounding
  const Icon = isPlaying ? Pause : Play
  return (
    <button
      type="button"
      className={`${styles.play} ${styles[look] ?? ''} needs-script`}
      data-current={isCurrent || undefined}
      aria-label={`${isPlaying ? 'Pause' : 'Play'} ${name}`}
      tabIndex={tabIndex}
      onClick={() => (isCurrent && status !== 'error' ? toggle() : play(track, queue, listName))}
    >
      <Icon size={look === 'large' ? 26 : 18} fill="currentColor" aria-hidden />
    </button>
  )
}
