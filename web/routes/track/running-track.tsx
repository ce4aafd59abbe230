import { useEffect } from 'react'
import { Form, useNavigation, useRevalidator } from 'react-router'
import type { JobAnswer } from '../../../worker/domain/jobs/job-answer.ts'
import type { TrackAnswer } from '../../../worker/domain/tracks/track-answer.ts'
import { FormProblem } from '../../forms/form-problem.tsx'
import type { FormError } from '../../forms/post-form.ts'
import { JobProgress } from '../../jobs/job-progress.tsx'
import { useJob } from '../../jobs/use-job.ts'
import { isOpen } from '../../tracks/track-status.tsx'
import { Button } from '../../ui/button.tsx'
import { countCredits } from '../../ui/count-credits.ts'
import { Notice } from '../../ui/notice.tsx'
import { TrackArt } from '../../ui/track-art.tsx'
import styles from './track.module.css'

export function RunningTrack({
  track,
  job: first,
  error,
}: {
  track: TrackAnswer
  job: JobAnswer
  error: FormError | undefined
}) {
  const { job, problem } = useJob(first.id, first)
  useRevalidateOnEnd(job ?? first)
  const isCanceling = useNavigation().formData?.get('intent') === 'cancel'
  return (
    <div className={styles.head}>
      <div className={styles.art} data-open>
        <TrackArt trackId={track.id} size={224} />
      </div>
      <div className={styles.lead}>
        <h1>{track.title}</h1>
        <JobProgress job={job ?? first} />
        {error && <FormProblem error={error} />}
        {problem && <Notice kind="note">{problem}</Notice>}
        <Form method="post" className={styles.actions}>
          <input type="hidden" name="jobId" value={first.id} />
          <Button type="submit" name="intent" value="cancel" size="small" disabled={isCanceling}>
            {isCanceling ? 'Canceling…' : 'Cancel'}
          </Button>
          <p className={styles.quiet}>
            {countCredits(first.credits)} are set aside. They come back if you cancel or it fails.
          </p>
        </Form>
      </div>
    </div>
  )
}

/** Reloads the page's data once the job has ended, to show how. */
function useRevalidateOnEnd(job: JobAnswer) {
  const { revalidate } = useRevalidator()
  const hasEnded = !isOpen(job.status)
  useEffect(() => {
    if (hasEnded) void revalidate()
  }, [hasEnded, revalidate])
}
