import { clearAway } from '../db/clear-away.ts'
import { askForSweep } from '../db/sweeps.ts'
import { reconcileCredits } from '../domain/credits/reconcile/reconcile-credits.ts'
import { fetchMissedEvents } from '../domain/purchases/fetch-missed-events.ts'
import { purgeTrash } from '../domain/tracks/purge-trash.ts'
import type { Services } from '../services.ts'
import { everyMinute } from './every-minute.ts'

/** Keyed by the triggers of `wrangler.toml`. */
export const CRON_JOBS: Readonly<Record<string, (services: Services) => Promise<void>>> = {
  '* * * * *': everyMinute,
  '7 * * * *': reconcileCredits,
  '37 * * * *': lookAfterTheRest,
  '23 4 * * *': askForDailySweep,
}

/** Stripe may be away: clearing away doesn't wait for it. */
async function lookAfterTheRest(services: Services): Promise<void> {
  await clearAway(services.db)
  await purgeTrash(services)
  await fetchMissedEvents(services)
}

/** The next minute does it. */
async function askForDailySweep({ db }: Services): Promise<void> {
  await askForSweep(db, { isDryRun: false })
}

export async function runCron(services: Services, cron: string): Promise<void> {
  const job = CRON_JOBS[cron]
  if (!job) throw new Error(`The trigger ${cron} has no job`)
  await job(services)
}
