import { reconcileCredits } from '../domain/credits/reconcile/reconcile-credits.ts'
import { fetchMissedEvents } from '../domain/purchases/fetch-missed-events.ts'
import type { Services } from '../services.ts'
import { everyMinute } from './every-minute.ts'

/** Keyed by the triggers of `wrangler.toml`. */
export const CRON_JOBS: Readonly<Record<string, (services: Services) => Promise<void>>> = {
  '* * * * *': everyMinute,
  '7 * * * *': reconcileCredits,
  '37 * * * *': fetchMissedEvents,
}

export async function runCron(services: Services, cron: string): Promise<void> {
  const job = CRON_JOBS[cron]
  if (!job) throw new Error(`The trigger ${cron} has no job`)
  await job(services)
}
