import type { ShownJob } from '../../db/jobs/shown.ts'
import type { Services } from '../../services.ts'
import { publishJobs } from './publish-jobs.ts'

export function publishJob(services: Pick<Services, 'redis'>, job: ShownJob | null): Promise<void> {
  return publishJobs(services, job ? [job] : [])
}
