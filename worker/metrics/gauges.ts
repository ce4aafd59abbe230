import { CHECKS } from '../db/reconcile.ts'
import { isFinished, JOB_STATUSES } from '../states/job-states.ts'
import { PURCHASE_STATUSES } from '../states/purchase-states.ts'
import type { Gauge } from './prometheus.ts'
import type { Metrics } from './read-metrics.ts'

const FINISHED = JOB_STATUSES.filter(isFinished)
const OPEN = JOB_STATUSES.filter((status) => !isFinished(status))

/** Every known label has a sample, even at 0. Alerts use these names. */
export function gaugesOf(metrics: Metrics): Gauge[] {
  const { credits, inbox, reconciliation, sweep, providerCostMicros } = metrics
  return [
    counts(
      'soundfoundry_credit_differences',
      'Differences that the last reconciliation found, at most 20 of each check.',
      'check',
      CHECKS,
      reconciliation?.differences ?? {},
    ),
    single(
      'soundfoundry_credits_reconciled_timestamp_seconds',
      'When credits were last reconciled; 0 if never.',
      reconciliation?.atSeconds ?? 0,
    ),
    single('soundfoundry_credits_available', 'Credits that people can spend.', credits.available),
    single('soundfoundry_credits_held', 'Credits held for open jobs.', credits.held),
    single('soundfoundry_credits_debt', 'Credits that people owe after refunds.', credits.debt),
    counts('soundfoundry_jobs_open', 'Open jobs.', 'status', OPEN, metrics.openJobs),
    counts(
      'soundfoundry_jobs_finished_last_day',
      'Jobs that finished within the last 24 hours.',
      'status',
      FINISHED,
      metrics.jobsFinishedLastDay,
    ),
    counts(
      'soundfoundry_purchases',
      'Purchases ever begun.',
      'status',
      PURCHASE_STATUSES,
      metrics.purchases,
    ),
    single(
      'soundfoundry_inbox_unprocessed_events',
      'Webhook events stored and not processed yet.',
      inbox.unprocessed,
    ),
    single(
      'soundfoundry_inbox_oldest_unprocessed_age_seconds',
      'Age of the oldest event that is not processed yet; 0 if there is none.',
      inbox.oldestSeconds,
    ),
    single(
      'soundfoundry_dead_messages',
      'Queue messages whose every try failed and that no operator has had sent again.',
      metrics.deadMessages,
    ),
    single(
      'soundfoundry_orphan_files',
      'Files that belonged to nothing when the last sweep looked.',
      sweep?.orphans ?? 0,
    ),
    single(
      'soundfoundry_files_swept_timestamp_seconds',
      'When files were last swept; 0 if never.',
      sweep?.atSeconds ?? 0,
    ),
    counts(
      'soundfoundry_provider_cost_last_day_usd',
      'Owed to providers for attempts that ended within the last 24 hours; wasted: they brought no track.',
      'outcome',
      ['used', 'wasted'],
      Object.fromEntries(
        Object.entries(providerCostMicros).map(([outcome, micros]) => [outcome, micros / 1e6]),
      ),
    ),
  ]
}

function single(name: string, help: string, value: number): Gauge {
  return { name, help, samples: [{ value }] }
}

function counts(
  name: string,
  help: string,
  label: string,
  known: readonly string[],
  counted: Record<string, number>,
): Gauge {
  const samples = known.map((each) => ({ labels: { [label]: each }, value: counted[each] ?? 0 }))
  return { name, help, samples }
}
