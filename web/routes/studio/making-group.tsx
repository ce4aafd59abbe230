import { X } from 'lucide-react'
import { useFetcher } from 'react-router'
import type { JobAnswer } from '../../../worker/domain/jobs/job-answer.ts'
import { isFinished } from '../../../worker/states/job-states.ts'
import { TrackArt } from '../../covers/track-art.tsx'
import { RenderBar } from '../../jobs/render-bar.tsx'
import { CANCELS_SPENT } from '../../jobs/say-hold.ts'
import { sayStage, sayTime } from '../../jobs/say-stage.ts'
import { useElapsed, useJobs } from '../../jobs/use-jobs.ts'
import type { MakingTrack } from '../../shell/visitor.ts'
import { TrackLink } from '../../tracks/track-link.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { nameTrack } from '../../ui/name-track.ts'
import { useHydrated } from '../../ui/use-hydrated.ts'
import styles from './making-group.module.css'

const SHOWN_MAX = 4

/** What is being made, above the list: stage, time, percent and cancel for each take. */
export function MakingGroup({ tracks }: { tracks: MakingTrack[] }) {
  const { jobs, problem } = useJobs()
  const [first] = tracks
  if (!first) return null
  const others = tracks.length - SHOWN_MAX
  return (
    <section className={styles.group} aria-labelledby="making">
      <div className={styles.head}>
        <h2 id="making">{sayMaking(tracks)}</h2>
        {tracks.some(({ jobId }) => staysSpent(jobs.get(jobId))) && (
          <p className={styles.problem}>
            {CANCELS_SPENT} credits of a track you cancel now stay spent.
          </p>
        )}
        {problem && (
          <p className={styles.problem} role="status">
            {problem}
          </p>
        )}
      </div>
      <ul>
        {tracks.slice(0, SHOWN_MAX).map((track) => (
          <MakingRow key={track.id} track={track} job={jobs.get(track.jobId) ?? null} />
        ))}
      </ul>
      {others > 0 && <p className={styles.others}>and {others} more</p>}
    </section>
  )
}

function sayMaking(tracks: MakingTrack[]): string {
  const [first] = tracks
  if (tracks.length === 1) return 'Making 1 track'
  const areTakes = tracks.every(({ title, take }) => take !== null && title === first?.title)
  return `Making ${tracks.length} ${areTakes ? 'takes' : 'tracks'}`
}

function MakingRow({ track, job }: { track: MakingTrack; job: JobAnswer | null }) {
  const name = nameTrack(track)
  const isOver = job !== null && isFinished(job.status)
  return (
    <li className={styles.row} data-over={isOver || undefined}>
      <div className={styles.art} style={{ filter: `saturate(${(job?.progress ?? 0) / 100})` }}>
        <TrackArt trackId={track.id} size={48} />
      </div>
      <div className={styles.words}>
        <TrackLink track={track} />
        <p className={styles.stage}>{job ? <Stage job={job} /> : 'Making it…'}</p>
      </div>
      <div className={styles.bar}>
        <RenderBar job={job} name={name} />
      </div>
      <p className={styles.percent}>{job && `${job.progress} %`}</p>
      <CancelButton track={track} isOver={isOver} isFree={!staysSpent(job)} />
    </li>
  )
}

/** Whether a cancel would leave the job's credits spent. */
function staysSpent(job: JobAnswer | null | undefined): boolean {
  return !!job && !isFinished(job.status) && !job.cancelRefunds
}

function Stage({ job }: { job: JobAnswer }) {
  const elapsed = useElapsed(job)
  return `${sayStage(job)} · ${sayTime(job, elapsed)}`
}

/** Stops one render. A second press does nothing more, and the row says when it couldn't be stopped. */
function CancelButton({
  track,
  isOver,
  isFree,
}: {
  track: MakingTrack
  isOver: boolean
  isFree: boolean
}) {
  const fetcher = useFetcher<{ error?: { message: string } }>()
  return (
    <fetcher.Form method="post" action={`/tracks/${track.id}`} className={styles.cancel}>
      <input type="hidden" name="jobId" value={track.jobId} />
      {useHydrated() && <input type="hidden" name="stay" value="yes" />}
      <IconButton
        type="submit"
        name="intent"
        value="cancel"
        disabled={fetcher.state !== 'idle' || isOver}
        aria-label={`Cancel ${nameTrack(track)}`}
        title={`Cancel: its credits ${isFree ? 'come back' : 'stay spent'}`}
      >
        <X size={16} aria-hidden />
      </IconButton>
      {fetcher.data?.error && (
        <span className="visually-hidden" role="alert">
          {fetcher.data.error.message}
        </span>
      )}
    </fetcher.Form>
  )
}
