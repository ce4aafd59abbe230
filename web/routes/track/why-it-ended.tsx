import type { JobAnswer } from '../../../worker/domain/jobs/job-answer.ts'
import { Notice } from '../../ui/notice.tsx'

export function WhyItEnded({ job }: { job: JobAnswer }) {
  const { status, credits, error } = job
  const back = credits === 1 ? 'Your credit is back.' : `Your ${credits} credits are back.`
  if (status === 'canceled') return <Notice kind="note">You canceled this track. {back}</Notice>
  return (
    <Notice kind="problem">
      {error?.message ?? 'This one didn’t work out.'} {back}
    </Notice>
  )
}
