import type { JobAnswer } from '../../../worker/domain/jobs/job-answer.ts'
import { Notice } from '../../ui/notice.tsx'

export function WhyItEnded({ job }: { job: JobAnswer }) {
  if (job.status === 'canceled')
    return <Notice kind="note">You canceled this track. Nothing was charged.</Notice>
  return (
    <Notice kind="problem">
      {job.error?.message ?? 'This track could not be made. Nothing was charged.'}
    </Notice>
  )
}
