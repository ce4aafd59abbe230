import type { JobAnswer } from '../../../worker/domain/jobs/job-answer.ts'
import { readAnswer } from '../../api/answers.ts'
import type { Api } from '../../api/client.ts'

/** The track's job: how far it is, or why it ended without music. */
export async function readTrackJob(
  api: Api,
  url: URL,
  jobId: string | null,
): Promise<JobAnswer | null> {
  if (jobId === null) return null
  const answer = await api.api.jobs[':id'].$get({ param: { id: jobId } })
  // Without If-None-Match the API never answers 304, so there is always a body.
  return readAnswer(answer as Parameters<typeof readAnswer<JobAnswer>>[0], url)
}
