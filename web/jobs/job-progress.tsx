import { Check, X } from 'lucide-react'
import type { JobAnswer } from '../../worker/domain/jobs/job-answer.ts'
import { isFinished } from '../../worker/states/job-states.ts'
import { formatClock } from '../ui/format-duration.ts'
import styles from './job-progress.module.css'
import {
  announceStage,
  isHandedOn,
  STAGES,
  type StageState,
  stageStates,
  typically,
} from './job-stages.ts'

export function JobProgress({ job }: { job: JobAnswer }) {
  const sentence = announceStage(job)
  return (
    <div className={styles.job} data-status={job.status}>
      <p className={styles.sentence} aria-live="polite">
        {sentence}
      </p>
      <ol className={styles.stages}>
        {stageStates(job).map((state, index) => (
          <Stage key={STAGES[index]?.status} label={STAGES[index]?.label ?? ''} state={state} />
        ))}
      </ol>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label="Progress"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={job.progress}
      >
        <div className={styles.done} style={{ width: `${job.progress}%` }} />
      </div>
      <div className={styles.foot}>
        <p className={styles.facts}>{factsOf(job).join(' · ')}</p>
      </div>
    </div>
  )
}

function Stage({ label, state }: { label: string; state: StageState }) {
  return (
    <li className={styles.stage} data-state={state} aria-current={state === 'now' && 'step'}>
      <span className={styles.dot}>
        {state === 'done' && <Check aria-hidden size={12} strokeWidth={3} />}
        {state === 'stopped' && <X aria-hidden size={12} strokeWidth={3} />}
      </span>
      <span>
        {label}
        <span className="visually-hidden">{` ${SPOKEN[state]}`}</span>
      </span>
    </li>
  )
}

const SPOKEN = { done: '(done)', now: '(now)', ahead: '(to come)', stopped: '(stopped here)' }

function factsOf(job: JobAnswer): string[] {
  const time = formatClock(job.elapsedSeconds)
  if (job.status === 'complete') return [`Made in ${time}`]
  if (isFinished(job.status)) return [`Stopped after ${time}`]
  const { queuePosition } = job
  // The provider counts those ahead of us.
  const place =
    queuePosition === undefined ? null : `Place ${queuePosition + 1} in the provider’s queue`
  const stage = job.stageCode === 'rendering' ? job.stage : null
  const extra = isHandedOn(job) ? 'at no extra cost' : null
  return [stage, place, `${time} so far`, typically(job), extra].filter((fact) => fact !== null)
}
