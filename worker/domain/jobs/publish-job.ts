import type { Job } from '../../db/schema.ts'
import type { Services } from '../../services.ts'
import { publishJobs } from './publish-jobs.ts'

export function publishJob(services: Pick<Services, 'redis'>, job: Job | null): Promise<void> {
  return publishJobs(services, job ? [job] : [])
}
