// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import type { PlantedBug } from './planted-bugs.ts'

const WATCH = 'worker/domain/jobs/watch-attempt.test.ts'
const FALLBACK = 'tests/worker/fallback.test.ts'

/** Mistakes in watching a render. */
export const WATCH_BUGS: readonly PlantedBug[] = [
  {
    name: 'a song leaves its queue before another provider has it',
    file: 'worker/domain/jobs/watch-attempt.ts',
    find: "if (seen.state === 'queued' && isTakenOver)",
    replace: "if (seen.state === 'queued' && attempt.status === 'overdue')",
    test: WATCH,
  },
  {
    name: 'no other provider is tried when one fails',
    file: 'worker/domain/jobs/give-up-attempt.ts',
    find: "await services.queues.send({ kind: 'submit', jobId: attempt.jobId })",
    replace: '',
    test: WATCH,
  },
  {
    name: 'a render that takes too long holds its job up',
    file: 'worker/domain/jobs/watch-attempt.ts',
    find: 'if (overdue)',
    replace: 'if (overdue && attempt === null)',
    test: WATCH,
  },
  {
    name: 'waiting in the provider’s queue counts as rendering too slowly',
    file: 'worker/domain/jobs/find-delay.ts',
    find: 'secondsSince(beganAt ?? lastQueuedAt ?? submittedAt)',
    replace: 'secondsSince(submittedAt)',
    test: WATCH,
  },
  {
    name: 'a render is overdue while its music is being stored',
    file: 'worker/db/jobs/close-attempt.ts',
    find: 'select from jobs where storing_attempt_id = ${attemptId} and storing_until > now()',
    replace: 'select from jobs where false',
    test: WATCH,
  },
  {
    name: 'a render that is overdue is looked at no more',
    file: 'worker/states/attempt-states.ts',
    find: "= [...AWAITED, 'overdue']",
    replace: '= [...AWAITED]',
    test: FALLBACK,
  },
  {
    name: 'a render that is done is not fetched until its webhook comes',
    file: 'worker/domain/jobs/watch-attempt.ts',
    find: "await services.queues.send({ kind: 'finish', attemptId })",
    replace: '',
    test: WATCH,
  },
  {
    name: 'a search that cannot be answered counts as one that found nothing',
    file: 'worker/domain/jobs/watch-attempt.ts',
    find: "if (search.state === 'missing')",
    replace: "if (search.state !== 'found')",
    test: FALLBACK,
  },
  {
    name: 'a lost answer of Replicate is not looked for in its list',
    file: 'worker/domain/jobs/watch-attempt.ts',
    find: 'if (!provider.find) return',
    replace: "if (!provider.find || attempt.status === 'unknown') return",
    test: FALLBACK,
  },
  {
    name: 'a submit that is not listed at once is written off',
    file: 'worker/domain/jobs/watch-attempt.ts',
    find: "attempt.looks < SEARCHES_MAX ? 'unavailable' : 'forgotten'",
    replace: "'forgotten'",
    test: FALLBACK,
  },
  {
    name: 'a look at an overdue render overwrites the stage of the newer one',
    file: 'worker/db/jobs/progress.ts',
    find: "and exists (select from attempts where id = ${attemptId} and status = 'accepted')",
    replace: '',
    test: FALLBACK,
  },
  {
    name: 'progress goes back when another provider takes over',
    file: 'worker/db/jobs/progress.ts',
    find: 'progress = greatest(progress, 5)',
    replace: 'progress = 5',
    test: FALLBACK,
  },
  {
    name: 'a doubled look at a render goes on twice',
    file: 'worker/db/attempts.ts',
    find: 'eq(attempts.looks, look),',
    replace: '',
    test: WATCH,
  },
  {
    name: 'progress goes back',
    file: 'worker/db/jobs/progress.ts',
    find: 'progress = greatest(progress, ${progress}::smallint),',
    replace: 'progress = ${progress}::smallint,',
    test: WATCH,
  },
]
