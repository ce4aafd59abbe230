import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import styles from './render-bar.module.css'

/** How far a render is: metal that is heated, with ticks where its stages end. */
export function RenderBar({ job, name }: { job: JobAnswer | null; name: string }) {
  const progress = job?.progress ?? 0
  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label={`Progress of ${name}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={progress}
    >
      <div className={styles.done} style={{ transform: `scaleX(${progress / 100})` }} />
    </div>
  )
}
