// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import type { PlantedBug } from './planted-bugs.ts'

const SIMULATION = 'tests/simulation/simulation.long.test.ts'

/** Mistakes that no test looks for: the simulation's rules alone must find them. */
export const SIMULATION_BUGS: readonly PlantedBug[] = [
  {
    name: 'a job outlives its deadline',
    file: 'worker/db/jobs/overdue.ts',
    find: 'where finished_at is null and deadline < now()',
    replace: 'where false',
    test: SIMULATION,
  },
  {
    name: 'a job whose message was lost stands still until its deadline',
    file: 'worker/db/rescues.ts',
    find: "where finished_at is null and status in ${from('submit')}",
    replace: 'where false',
    test: SIMULATION,
  },
  {
    name: 'an event whose message was lost is never processed',
    file: 'worker/db/rescues.ts',
    find: "takeEvents(sql`provider <> 'stripe'`)",
    replace: 'takeEvents(sql`false`)',
    test: SIMULATION,
  },
  {
    name: 'the credits of a job that failed or was canceled stay held',
    file: 'worker/db/jobs/end.ts',
    find: "${resolveHold(transition, 'cancelCharged')}",
    replace: 'select id from job',
    test: SIMULATION,
  },
  {
    name: 'the attempts of a job that failed or was canceled stay open',
    file: 'worker/db/jobs/end.ts',
    find: "${endAttempts(sql`'abandoned'`)}",
    replace: 'ended as (select id from attempts where false)',
    test: SIMULATION,
  },
  {
    name: 'an order whose answer was lost counts as never sent',
    file: 'worker/domain/jobs/submit-job.ts',
    find: 'await recordLostAnswer(db, attempt.id)',
    replace: 'await deferAttempt(db, attempt)',
    test: SIMULATION,
  },
  {
    name: 'a copy that lost stays in storage',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: '  if (!moved) await services.files.delete(keys)\n',
    replace: '',
    test: SIMULATION,
  },
  {
    name: 'a job that was canceled while its music was stored is completed',
    file: 'worker/db/jobs/complete.ts',
    find: "and jobs.status in ${from('complete')}\n        and ${isUnder(claim)}",
    replace: "and jobs.status in ('storing', 'canceled')",
    test: SIMULATION,
  },
  {
    name: 'words that one provider refused are sent to the next',
    file: 'worker/states/job-failures.ts',
    find: "= ['refused', 'invalid_input']",
    replace: "= ['invalid_input']",
    test: SIMULATION,
  },
  {
    name: 'a track still shows that it is being stored while another provider is tried',
    file: 'worker/db/jobs/close-attempt.ts',
    find: '${showOnTrack()}, processed as (',
    replace: 'processed as (',
    test: SIMULATION,
  },
  {
    name: 'music that comes late is not marked as given',
    file: 'worker/db/jobs/complete.ts',
    find: 'given = not charged,',
    replace: '',
    test: SIMULATION,
  },
]
