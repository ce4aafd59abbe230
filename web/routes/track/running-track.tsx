import { useEffect } from 'react'
import { Form, useNavigation, useRevalidator } from 'react-router'
import type { JobAnswer } from '../../../worker/domain/jobs/job-answer.ts'
import { FormProblem } from '../../forms/form-problem.tsx'
import type { FormError } from '../../forms/post-form.ts'
import { RenderBar } from '../../jobs/render-bar.tsx'
import { sayHold } from '../../jobs/say-hold.ts'
import { sayStage, sayTime } from '../../jobs/say-stage.ts'
import { useElapsed, useJob } from '../../jobs/use-jobs.ts'
import { isOpen } from '../../tracks/track-status.tsx'
import { Button } from '../../ui/button.tsx'
import { nameTrack } from '../../ui/name-track.ts'
import { Notice } from '../../ui/notice.tsx'
import { Hero } from './hero.tsx'
import styles from './running-track.module.css'

/** A track that is being made: one sentence, one bar, the time, and the way out. */
export function RunningTrack({
  track,
  job: first,
  error,
}: {
  track: { id: string; title: string; take: number | null }
  job: JobAnswer
  error: FormError | undefined
}) {
  const { job: newest, problem } = useJob(first)
  const job = newest ?? first
  const elapsed = useElapsed(job)
  useRevalidateOnEnd(job)
  const isCanceling = useNavigation().formData?.get('intent') === 'cancel'
  const says = `${sayStage(job)} · ${sayTime(job, elapsed)}`
  return (
    <Hero track={track} progress={job.progress} heading={<h1 dir="auto">{track.title}</h1>}>
      <p className={styles.stage}>{says}</p>
      <RenderBar job={job} name={nameTrack(track)} />
      {error && <FormProblem error={error} />}
      {problem && <Notice kind="note">{problem}</Notice>}
      <Form method="post" className={styles.way}>
        <input type="hidden" name="jobId" value={first.id} />
        <Button type="submit" name="intent" value="cancel" size="small" disabled={isCanceling}>
          {isCanceling ? 'Canceling…' : 'Cancel'}
        </Button>
        <p>{sayHold(job)} You can leave this page.</p>
      </Form>
    </Hero>
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
