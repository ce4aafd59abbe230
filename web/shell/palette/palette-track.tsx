import { Command as Parts } from 'cmdk'
import { Play } from 'lucide-react'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import { TrackArt } from '../../covers/track-art.tsx'
import { describeTrack } from '../../tracks/describe-track.ts'
import { TakeBadge } from '../../tracks/take-badge.tsx'
import { formatDuration } from '../../ui/format-duration.ts'
import styles from './palette-window.module.css'

/** A track that was found. A press opens it; one on its picture plays it, as Shift with Enter does. */
export function PaletteTrack({
  track,
  onOpen,
  onPlay,
}: {
  track: TrackListed
  onOpen: () => void
  onPlay: () => void
}) {
  return (
    <Parts.Item value={track.id} className={styles.item} onSelect={onOpen}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: an option holds no controls of its own; its keys are the list's */}
      <span
        className={styles.art}
        onClick={(event) => {
          if (track.audioUrl === null) return
          event.stopPropagation()
          onPlay()
        }}
      >
        <TrackArt trackId={track.id} size={40} />
        {track.audioUrl && <Play size={16} fill="currentColor" aria-hidden />}
      </span>
      <span className={styles.words}>
        <span className={styles.title} dir="auto">
          <span className={styles.name}>{track.title}</span>
          {track.take !== null && <TakeBadge take={track.take} />}
        </span>
        <span className={styles.about} dir="auto">
          {describeTrack(track)}
        </span>
      </span>
      {track.durationSeconds !== null && (
        <span className={styles.about}>{formatDuration(track.durationSeconds)}</span>
      )}
    </Parts.Item>
  )
}
