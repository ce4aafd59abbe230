import type { JobStatus } from '../../worker/domain/job-states.ts'
import styles from './track-status.module.css'

const WORDS: Record<JobStatus, string> = {
  queued: 'Queued',
  submitted: 'Queued',
  rendering: 'Rendering',
  storing: 'Storing',
  complete: 'Complete',
  failed: 'Failed',
  canceled: 'Canceled',
}

/** Whether a track is still being made. */
export function isOpen(status: JobStatus): boolean {
  return status !== 'complete' && status !== 'failed' && status !== 'canceled'
}

export function TrackStatus({ status }: { status: JobStatus }) {
  return (
    <span className={styles.status} data-state={isOpen(status) ? 'open' : status}>
      {WORDS[status]}
    </span>
  )
}
