// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import type { PlantedBug } from './planted-bugs.ts'

const LATE = 'worker/domain/jobs/give-late-music.test.ts'
const FALLBACK = 'tests/worker/fallback.test.ts'
const RESCUE = 'worker/cron/every-minute.test.ts'
const JOBS = 'worker/routes/jobs.test.ts'

/** Mistakes at the end of a job: canceled twice, by the wrong person, or with renders that go on. */
export const END_BUGS: readonly PlantedBug[] = [
  {
    name: 'a job may be canceled twice',
    file: 'worker/db/jobs/end.ts',
    find: 'where id in ${inList(jobIds)} ${owned} and status in ${from(transition)}',
    replace: 'where id in ${inList(jobIds)} ${owned}',
    test: JOBS,
  },
  {
    name: "a person may cancel another person's job",
    file: 'worker/db/jobs/end.ts',
    find: "end.status === 'canceled' ? sql`and user_id = ${end.userId}` : sql``",
    replace: 'sql``',
    test: JOBS,
  },
  {
    name: 'an older state of a job overwrites a newer one',
    file: 'worker/cache/job-snapshots.ts',
    find: 'score: job.version,',
    replace: 'score: Date.now(),',
    test: JOBS,
  },
  {
    name: 'a job is not canceled when the message to its provider can’t be sent',
    file: 'worker/domain/jobs/cancel-job.ts',
    find: ".catch((error) => logError('stop_not_enqueued', error, { jobId }))",
    replace: '',
    test: JOBS,
  },
  {
    name: 'the renders of a job that failed go on',
    file: 'worker/domain/jobs/fail-jobs.ts',
    find: '.sendBatch(moved.map(',
    replace: '.sendBatch(moved.slice(jobs.length).map(',
    test: RESCUE,
  },
  {
    name: 'the other renders of a job go on when one has brought the music',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: "if (job.attempts > 1) await services.queues.send({ kind: 'stop', jobId: attempt.jobId })",
    replace: '',
    test: FALLBACK,
  },
  {
    name: 'of several renders to stop, only the first is stopped',
    file: 'worker/domain/jobs/stop-renders.ts',
    find: 'for (const { attempt, job } of rows)',
    replace: 'for (const { attempt, job } of rows.slice(0, 1))',
    test: FALLBACK,
  },
  {
    name: 'what was charged for a song that never comes is kept',
    file: 'worker/domain/jobs/stop-renders.ts',
    find: "if (job && isCharged(job) && !states.includes('made')) {",
    replace: "if (job && isCharged(job) && states.includes('made')) {",
    test: 'worker/domain/jobs/cancel-job.test.ts',
  },
  {
    name: 'music that was finished at the deadline, before its webhook, is not fetched',
    file: 'worker/domain/jobs/stop-renders.ts',
    find: "job.status === 'failed' || isCharged",
    replace: 'isCharged',
    test: LATE,
  },
  {
    name: 'a job of another kind moves its track',
    file: 'worker/db/jobs/move.ts',
    find: 'and job.kind in ${inList(SHOWN_ON_TRACK)}',
    replace: '',
    test: 'worker/states/job-kinds.test.ts',
  },
]
