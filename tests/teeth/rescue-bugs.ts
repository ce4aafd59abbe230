// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import type { PlantedBug } from './planted-bugs.ts'

const RESCUE = 'worker/cron/every-minute.test.ts'

/** Mistakes of cron with jobs that stand still. */
export const RESCUE_BUGS: readonly PlantedBug[] = [
  {
    name: 'a job past its deadline never ends',
    file: 'worker/db/jobs/overdue.ts',
    find: 'where finished_at is null and deadline < now()',
    replace: 'where false',
    test: RESCUE,
  },
  {
    name: 'cron forgets a job whose attempts have all failed',
    file: 'worker/db/rescues.ts',
    find: "where finished_at is null and status in ${from('submit')}",
    replace: "where status = 'queued'",
    test: RESCUE,
  },
  {
    name: 'cron takes over from a dead consumer only when an event of its attempt comes',
    file: 'worker/db/rescues.ts',
    find: "where status in ${from('takeOver')} and storing_until < now() - interval '30 seconds'",
    replace: 'where false',
    test: RESCUE,
  },
  {
    name: 'cron sends again what a provider may have already',
    file: 'worker/db/rescues.ts',
    find: '(status in ${inList(AWAITED)} or',
    replace: '(',
    test: RESCUE,
  },
  {
    name: 'cron sends at once what a busy provider put off',
    file: 'worker/db/rescues.ts',
    find: "submitted_at > now() - interval '2 minutes'",
    replace: 'submitted_at > now()',
    test: RESCUE,
  },
  {
    name: 'cron forgets attempts that are overdue',
    file: 'worker/db/rescues.ts',
    find: 'where attempts.status in ${inList(OPEN)} and jobs.finished_at is null',
    replace: 'where attempts.status in ${inList(AWAITED)} and jobs.finished_at is null',
    test: RESCUE,
  },
  {
    name: 'a deadline is five minutes late',
    file: 'worker/db/jobs/overdue.ts',
    find: 'where finished_at is null and deadline < now()',
    replace: "where finished_at is null and deadline < now() - interval '5 minutes'",
    test: RESCUE,
  },
  {
    name: 'one rescue that fails keeps all others from being saved',
    file: 'worker/cron/every-minute.ts',
    find: ".catch((error) => logError('rescues_not_sent', error, { kind, count: String(rescues.length) }), )",
    replace: '',
    test: RESCUE,
  },
  {
    name: 'jobs that only wait keep others from being woken',
    file: 'worker/cron/every-minute.ts',
    find: 'const PAGES_MAX = 50',
    replace: 'const PAGES_MAX = 1',
    test: RESCUE,
  },
]
