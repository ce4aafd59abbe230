import type { JobAnswer } from '../../../worker/domain/jobs/job-answer.ts'
import type { TrackAnswer } from '../../../worker/domain/tracks/track-answer.ts'
import { FormProblem } from '../../forms/form-problem.tsx'
import type { FormError } from '../../forms/post-form.ts'
import { BigWaveform } from '../../player/big-waveform.tsx'
import { describeTrack } from '../../tracks/describe-track.ts'
import { PlayButton } from '../../tracks/play-button.tsx'
import { playableOf } from '../../tracks/playable.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { nameTrack } from '../../ui/name-track.ts'
import { Notice } from '../../ui/notice.tsx'
import { Hero } from './hero.tsx'
import styles from './track.module.css'
import { TrackActions } from './track-actions.tsx'
import { TrackTitle } from './track-title.tsx'
import { WhyItEnded } from './why-it-ended.tsx'

export function FinishedTrack({
  track,
  job,
  error,
}: {
  track: TrackAnswer & { given: boolean }
  /** Null when there is nothing to say about how it was made. */
  job: JobAnswer | null
  error: FormError | undefined
}) {
  const playable = playableOf(track)
  const about = [
    describeTrack(track),
    track.durationSeconds && formatDuration(track.durationSeconds),
  ]
  return (
    <>
      <Hero track={track} heading={<TrackTitle track={track} error={error?.fields?.title} />}>
        <p className={styles.about} dir="auto">
          {about.filter(Boolean).join(' · ')}
        </p>
        {error && !error.fields?.title && <FormProblem error={error} />}
        {track.deletedAt && <Notice kind="note">This track is in the trash.</Notice>}
        {track.status !== 'complete' && job && <WhyItEnded job={job} />}
        {track.given && (
          <Notice kind="note">
            This track arrived late, after we had refunded you. Keep it, it’s on us.
          </Notice>
        )}
        <div className={styles.actions}>
          {playable && <PlayButton track={playable} name={nameTrack(track)} look="large" />}
          <TrackActions track={track} job={track.status === 'complete' ? null : job} />
        </div>
      </Hero>
      {playable && (
        <div className={styles.waveform}>
          <div className="needs-script">
            <BigWaveform track={playable} height={96} />
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
