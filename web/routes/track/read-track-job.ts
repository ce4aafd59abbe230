import type { JobAnswer } from '../../../worker/domain/jobs/job-answer.ts'
import { readAnswer } from '../../api/answers.ts'
import type { Api } from '../../api/client.ts'

/** The job that makes the track: how far it is, or why it ended without one. */
export async function readTrackJob(
  api: Api,
  url: URL,
  jobId: string | null,
): Promise<JobAnswer | null> {
  if (jobId === null) return null
  const answer = await api.api.jobs[':id'].$get({ param: { id: jobId } })
  // Without If-None-Match it is never a 304, and so always has a body.
  return readAnswer(answer as Parameters<typeof readAnswer<JobAnswer>>[0], url)
}
