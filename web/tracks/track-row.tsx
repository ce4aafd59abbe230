import { Form, Link } from 'react-router'
import type { TrackAnswer } from '../../worker/domain/tracks/track-answer.ts'
import type { PlayableTrack } from '../player/player-provider.tsx'
import { Button } from '../ui/button.tsx'
import { formatDate } from '../ui/format-date.ts'
import { formatDuration } from '../ui/format-duration.ts'
import { TrackArt } from '../ui/track-art.tsx'
import { PlayButton } from './play-button.tsx'
import { playableOf } from './playable.ts'
import styles from './track-row.module.css'
import { TrackStatus } from './track-status.tsx'

export function TrackRow({
  track,
  queue,
  trashed,
}: {
  track: TrackAnswer
  queue: PlayableTrack[]
  trashed: boolean
}) {
  const playable = playableOf(track)
  return (
    <li className={styles.row}>
      <div className={styles.art}>
        <TrackArt trackId={track.id} size={56} />
      </div>
      <div className={styles.words}>
        <Link to={`/tracks/${track.id}`} className={styles.title}>
          {track.title}
        </Link>
        <p className={styles.prompt}>{track.prompt}</p>
      </div>
      <p className={styles.state}>
        {track.status === 'complete' ? describe(track) : <TrackStatus status={track.status} />}
      </p>
      <p className={styles.date}>{formatDate(track.createdAt)}</p>
      <div className={styles.act}>
        {trashed ? (
          <Form method="post">
            <Button
              type="submit"
              name="restore"
              value={track.id}
              size="small"
              aria-label={`Restore ${track.title}`}
            >
              Restore
            </Button>
          </Form>
        ) : (
          playable && <PlayButton track={playable} queue={queue} />
        )}
      </div>
    </li>
  )
}

function describe({ durationSeconds, genre, bpm }: TrackAnswer) {
  return (
    <>
      {genre && <span className={styles.tag}>{genre}</span>}
      {bpm && <span className={styles.tag}>{bpm} BPM</span>}
      {durationSeconds !== null && (
        <span className={styles.length}>{formatDuration(durationSeconds)}</span>
      )}
    </>
  )
}
