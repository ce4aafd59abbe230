import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import styles from './render-bar.module.css'

/** How far a render is: metal that is heated, with ticks where its stages end. Empty while that isn't known. */
export function RenderBar({ job, name }: { job: JobAnswer | null; name: string }) {
  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label={`Progress of ${name}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={job?.progress}
    >
      <div className={styles.done} style={{ transform: `scaleX(${(job?.progress ?? 0) / 100})` }} />
    </div>
  )
}
