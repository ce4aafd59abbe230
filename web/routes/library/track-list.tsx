import type { TrackAnswer } from '../../../worker/domain/tracks/track-answer.ts'
import { useFreshTracks } from '../../player/player-provider.tsx'
import { playableOf } from '../../tracks/playable.ts'
import { TrackRow } from '../../tracks/track-row.tsx'
import styles from './library.module.css'

/** Playing a track of the list plays those after it, too. */
export function TrackList({ tracks, trashed }: { tracks: TrackAnswer[]; trashed: boolean }) {
  const queue = tracks.map(playableOf).filter((track) => track !== null)
  useFreshTracks(queue, trashed ? undefined : 'Library')
  return (
    <ul className={styles.list} aria-label={trashed ? 'Tracks in the trash' : 'Tracks'}>
      {tracks.map((track) => (
        <TrackRow key={track.id} track={track} queue={queue} trashed={trashed} />
      ))}
    </ul>
  )
}
