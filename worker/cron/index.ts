import { reconcileCredits } from '../domain/credits/reconcile/reconcile-credits.ts'
import { fetchMissedEvents } from '../domain/purchases/fetch-missed-events.ts'
import type { Services } from '../services.ts'
import { everyMinute } from './every-minute.ts'

/** What is done when: every trigger of `wrangler.toml`, by its own words. */
export const CRON_JOBS: Record<string, (services: Services) => Promise<void>> = {
  '* * * * *': everyMinute,
  '7 * * * *': reconcileCredits,
  '37 * * * *': fetchMissedEvents,
}

/** Does the job of a trigger. One that has no job is a mistake of ours, and an error. */
export async function runCron(services: Services, cron: string): Promise<void> {
  const job = CRON_JOBS[cron]
  if (!job) throw new Error(`Nothing is to be done at ${cron}`)
  await job(services)
}
