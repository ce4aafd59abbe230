import type { JobAnswer } from '../../../worker/domain/jobs/job-answer.ts'
import { sayFailure } from '../../jobs/say-failure.ts'
import { Notice } from '../../ui/notice.tsx'

export function WhyItEnded({ job }: { job: JobAnswer }) {
  return <Notice kind={job.status === 'canceled' ? 'note' : 'problem'}>{sayFailure(job)}</Notice>
}
