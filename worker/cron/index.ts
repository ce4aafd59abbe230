import type { Services } from '../services.ts'
import { fetchMissedEvents } from './fetch-missed-events.ts'
import { reconcileCredits } from './reconcile-credits.ts'
import { rescueJobs } from './rescue-jobs.ts'

/** What is done when: every trigger of `wrangler.toml`, by its own words. */
export const CRON_JOBS: Record<string, (services: Services) => Promise<void>> = {
  '* * * * *': rescueJobs,
  '7 * * * *': reconcileCredits,
  '37 * * * *': fetchMissedEvents,
}

/** Does the job of a trigger. One that has no job is a mistake of ours, and an error. */
export async function runCron(services: Services, cron: string): Promise<void> {
  const job = CRON_JOBS[cron]
  if (!job) throw new Error(`Nothing is to be done at ${cron}`)
  await job(services)
}
