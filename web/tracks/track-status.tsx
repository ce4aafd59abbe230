import { isFinished, type JobStatus } from '../../worker/states/job-states.ts'
import styles from './track-status.module.css'

/** One word from the first provider on, so that a job that is handed on doesn't seem to go back. */
const WORDS: Record<JobStatus, string> = {
  queued: 'Queued',
  submitted: 'Making',
  rendering: 'Making',
  storing: 'Making',
  complete: 'Complete',
  failed: 'Failed',
  canceled: 'Canceled',
}

export function isOpen(status: JobStatus): boolean {
  return !isFinished(status)
}

export function TrackStatus({ status }: { status: JobStatus }) {
  return (
    <span className={styles.status} data-state={isOpen(status) ? 'open' : status}>
      {WORDS[status]}
    </span>
  )
}
