import { useMemo } from 'react'
import { Link } from 'react-router'
import type { TrackListed } from '../../../worker/domain/tracks/track-answer.ts'
import { useFreshTracks } from '../../player/player-provider.tsx'
import { FavoriteButton } from '../../tracks/favorite-button.tsx'
import { PlayButton } from '../../tracks/play-button.tsx'
import { playableOf } from '../../tracks/playable.ts'
import { applyChanges, trackChanges } from '../../tracks/track-changes.ts'
import { TrackStatus } from '../../tracks/track-status.tsx'
import { useChangeTracks } from '../../tracks/use-change-tracks.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { nameTrack } from '../../ui/name-track.ts'
import { useObservable } from '../../ui/use-observable.ts'
import styles from './takes.module.css'

/** The takes of one order beside each other, to hear one after another and keep the best. Nothing for one alone. */
export function Takes({ takes: read, shownId }: { takes: TrackListed[]; shownId: string }) {
  const changes = useObservable(trackChanges)
  const { favorite } = useChangeTracks()
  const takes = useMemo(
    () => applyChanges(read, changes).filter(({ deletedAt }) => deletedAt === null),
    [read, changes],
  )
  const queue = useMemo(() => takes.map(playableOf).filter((take) => take !== null), [takes])
  useFreshTracks(queue)
  if (takes.length < 2) return null
  return (
    <section aria-labelledby="takes" className={styles.takes}>
      <h2 id="takes">Takes</h2>
      <ul>
        {takes.map((track) => {
          const playable = playableOf(track)
          return (
            <li
              key={track.id}
              className={styles.take}
              data-shown={track.id === shownId || undefined}
            >
              {playable && (
                <PlayButton
                  track={playable}
                  name={nameTrack(track)}
                  queue={queue}
                  listName="Takes"
                />
              )}
              <Link
                to={`/tracks/${track.id}`}
                aria-current={track.id === shownId ? 'page' : undefined}
                preventScrollReset
              >
                Take {track.take}
              </Link>
              <span className={styles.length}>
                {track.status === 'complete' ? (
                  track.durationSeconds !== null && formatDuration(track.durationSeconds)
                ) : (
                  <TrackStatus status={track.status} />
                )}
              </span>
              <FavoriteButton track={track} onPress={() => favorite([track], !track.favorite)} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
