import type { JobAnswer } from '../../../worker/domain/jobs/job-answer.ts'
import type { TrackAnswer } from '../../../worker/domain/tracks/track-answer.ts'
import type { ApiError } from '../../api/answers.ts'
import { useFreshTracks } from '../../player/player-provider.tsx'
import { TrackWaveform } from '../../player/track-waveform.tsx'
import { PlayButton } from '../../tracks/play-button.tsx'
import { playableOf } from '../../tracks/playable.ts'
import { TrackStatus } from '../../tracks/track-status.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TrackArt } from '../../ui/track-art.tsx'
import { RenameForm } from './rename-form.tsx'
import styles from './track.module.css'
import { TrackActions } from './track-actions.tsx'
import { WhyItEnded } from './why-it-ended.tsx'

export function FinishedTrack({
  track,
  job,
  error,
}: {
  track: TrackAnswer & { given: boolean }
  job: JobAnswer | null
  error: ApiError | undefined
}) {
  const playable = playableOf(track)
  useFreshTracks(playable ? [playable] : [])
  return (
    <>
      <div className={styles.head}>
        <div className={styles.art}>
          <TrackArt trackId={track.id} size={224} />
        </div>
        <div className={styles.lead}>
          {track.status !== 'complete' && <TrackStatus status={track.status} />}
          <RenameForm key={track.title} title={track.title} error={error?.fields?.title} />
          {error && !error.fields && <Notice kind="problem">{error.message}</Notice>}
          {track.deletedAt && <Notice kind="note">This track is in the trash.</Notice>}
          {job && <WhyItEnded job={job} />}
          {track.given && (
            <Notice kind="note">
              This track came after we had given up on it. It is yours, and it cost nothing.
            </Notice>
          )}
          <div className={styles.actions}>
            {playable && <PlayButton track={playable} large />}
            <TrackActions track={track} job={job} />
          </div>
        </div>
      </div>
      {playable && (
        <div className={styles.waveform}>
          <div className="needs-script">
            <TrackWaveform track={playable} height={112} />
          </div>
          <noscript>
            {/* biome-ignore lint/a11y/useMediaCaption: the lyrics stand below */}
            <audio controls preload="none" src={playable.audioUrl} />
          </noscript>
        </div>
      )}
    </>
  )
}
