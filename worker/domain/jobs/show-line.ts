import { numberLine } from '../../db/jobs/line.ts'
import { logPassingError } from '../../observability/log.ts'
import type { ProviderName } from '../../providers/model.ts'
import type { Services } from '../../services.ts'
import { publishJobs } from './publish-jobs.ts'

/** Shows everybody in a provider's line their place. If that fails, the next change of the line shows it. */
export async function showLine(
  services: Pick<Services, 'db' | 'redis'>,
  provider: ProviderName,
): Promise<void> {
  await numberLine(services.db, provider)
    .then((jobs) => publishJobs(services, jobs))
    .catch((error: unknown) => logPassingError('line_not_shown', error))
}
