// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import type { PlantedBug } from './planted-bugs.ts'

const STEPS = 'worker/domain/next-step.test.ts'
const SUBMIT = 'tests/worker/submit.test.ts'
const WATCH = 'tests/worker/watch.test.ts'
const FINISH = 'tests/worker/finish.test.ts'
const FALLBACK = 'tests/worker/fallback.test.ts'
const CIRCUITS = 'tests/worker/engine-circuits.test.ts'
const RESCUE = 'tests/worker/rescue.test.ts'
const RETRY = 'tests/worker/retry.test.ts'

/** Mistakes that lose a job, make its music twice, or let somebody pay for what they don't get. */
export const JOB_BUGS: readonly PlantedBug[] = [
  {
    name: 'a song that is refused is taken to the next provider',
    file: 'worker/domain/next-step.ts',
    find: 'if (final) return',
    replace: 'if (final && attempts.length >= engines.length) return',
    test: STEPS,
  },
  {
    name: 'a provider that stays busy is asked for ever',
    file: 'worker/domain/next-step.ts',
    find: ' || mine.length >= BUSY_TRIES_MAX',
    replace: '',
    test: STEPS,
  },
  {
    name: 'a lost answer is waited for by nobody: the next provider is asked at once',
    file: 'worker/domain/attempt-states.ts',
    find: "['submitting', 'unknown', 'accepted']",
    replace: "['submitting', 'accepted']",
    test: SUBMIT,
  },
  {
    name: 'music that is overdue is not waited for when nobody else can make it',
    file: 'worker/domain/next-step.ts',
    find: "if (mayCome) return { do: 'wait' }\n",
    replace: '',
    test: STEPS,
  },
  {
    name: 'music that nobody is making is waited for until the deadline',
    file: 'worker/domain/next-step.ts',
    find: "status === 'overdue' && providerRequestId !== null",
    replace: "status === 'overdue'",
    test: STEPS,
  },
  {
    name: 'two attempts at a job are under way at once',
    file: 'worker/db/attempts.ts',
    find: `
        and not exists (
          select from attempts where job_id = jobs.id and status in \${list(AWAITED)})`,
    replace: '',
    test: SUBMIT,
  },
  {
    name: 'a job that was canceled a moment ago is submitted',
    file: 'worker/db/attempts.ts',
    find: `
        and jobs.status in ('queued', 'submitted', 'rendering')`,
    replace: '',
    test: SUBMIT,
  },
  {
    name: 'a job past its deadline is submitted',
    file: 'worker/db/attempts.ts',
    find: ' and jobs.deadline > now()',
    replace: '',
    test: RESCUE,
  },
  {
    name: 'an attempt that is claimed while its job is canceled stays open',
    file: 'worker/db/jobs.ts',
    find: 'lockJob(db, sql`id = ${jobId}`),',
    replace: 'lockJob(db, sql`false`),',
    test: SUBMIT,
  },
  {
    name: 'a submit that a provider was too busy for is owed for',
    file: 'worker/db/attempts.ts',
    find: '      costMicros: 0,\n',
    replace: '',
    test: SUBMIT,
  },
  {
    name: 'a submit that was refused is owed for',
    file: 'worker/domain/submit-job.ts',
    find: 'isOwed: false,',
    replace: 'isOwed: true,',
    test: SUBMIT,
  },
  {
    name: 'a refusal that comes after its job was canceled is owed for',
    file: 'worker/domain/give-up-attempt.ts',
    find: 'if (!how.isOwed) await forgiveCost(services.db, attempt.id)',
    replace: '',
    test: SUBMIT,
  },
  {
    name: 'a busy answer that comes after its job was canceled is owed for',
    file: 'worker/domain/submit-job.ts',
    find: 'if (!(await recordRefusal(db, attempt.id))) await forgiveCost(db, attempt.id)',
    replace: 'await recordRefusal(db, attempt.id)',
    test: SUBMIT,
  },
  {
    name: 'the render of a job that was canceled while it was submitted goes on',
    file: 'worker/domain/submit-job.ts',
    find: "isOver ? { kind: 'stop', jobId: job.id } : watch",
    replace: 'watch',
    test: SUBMIT,
  },
  {
    name: 'an acceptance is forgotten when its job ended before it',
    file: 'worker/db/jobs.ts',
    find: `      where id = \${accepted.attemptId}
    ) select id from job`,
    replace: `      where id = \${accepted.attemptId} and exists (select from job)
    ) select id from job`,
    test: SUBMIT,
  },
  {
    name: 'a webhook does not tell which render a lost answer was about',
    file: 'worker/db/inbox.ts',
    find: 'provider_request_id = ${event.requestId},',
    replace: 'provider_request_id = provider_request_id,',
    test: SUBMIT,
  },
  {
    name: 'a message of a deploy to come is dropped',
    file: 'worker/queues/index.ts',
    find: 'if (message === null) return { retryAfterSeconds: UNKNOWN_RETRY_SECONDS }',
    replace: "if (message === null) return { dropBecause: 'unknown' }",
    test: SUBMIT,
  },
  {
    name: 'a message of a newer kind is read as if it were of ours',
    file: 'worker/queues/messages.ts',
    find: '!stamped.success || stamped.data.version > MESSAGE_VERSION',
    replace: '!stamped.success',
    test: SUBMIT,
  },
  {
    name: 'a message of the deploy before is not known any more',
    file: 'worker/queues/messages.ts',
    find: 'version: z.number().default(1)',
    replace: 'version: z.number()',
    test: SUBMIT,
  },
  {
    name: 'nobody looks for another provider when one fails',
    file: 'worker/domain/give-up-attempt.ts',
    find: "  await enqueue(services.config, { kind: 'submit', jobId: attempt.jobId })\n",
    replace: '',
    test: WATCH,
  },
  {
    name: 'a render that takes too long holds its job up',
    file: 'worker/domain/watch-attempt.ts',
    find: 'if (isOverdue(attempt, job, services.now()))',
    replace: 'if (isOverdue(attempt, job, attempt.submittedAt))',
    test: WATCH,
  },
  {
    name: 'a render is overdue while its music is being stored',
    file: 'worker/db/attempts.ts',
    find: 'select from jobs where storing_attempt_id = ${attemptId} and storing_until > now()',
    replace: 'select from jobs where false',
    test: WATCH,
  },
  {
    name: 'a render that is overdue is looked at no more',
    file: 'worker/domain/attempt-states.ts',
    find: "= [...AWAITED, 'overdue']",
    replace: '= [...AWAITED]',
    test: FALLBACK,
  },
  {
    name: 'a render that is done is not fetched until its webhook comes',
    file: 'worker/domain/watch-attempt.ts',
    find: "    await enqueue(services.config, { kind: 'finish', attemptId })\n",
    replace: '',
    test: WATCH,
  },
  {
    name: 'a search that cannot be answered counts as one that found nothing',
    file: 'worker/domain/watch-attempt.ts',
    find: "if (search.state === 'missing')",
    replace: "if (search.state !== 'found')",
    test: FALLBACK,
  },
  {
    name: 'a lost answer of Replicate is not looked for in its list',
    file: 'worker/domain/watch-attempt.ts',
    find: 'if (!provider.find) return',
    replace: "if (!provider.find || attempt.status === 'unknown') return",
    test: FALLBACK,
  },
  {
    name: 'a submit that is not listed at once is written off',
    file: 'worker/domain/watch-attempt.ts',
    find: "attempt.looks < SEARCHES_MAX ? 'unavailable' : 'forgotten'",
    replace: "'forgotten'",
    test: FALLBACK,
  },
  {
    name: 'a look at a render that is overdue overwrites the stage of the one that is at it',
    file: 'worker/db/jobs.ts',
    find: `
        and exists (select from attempts where id = \${attemptId} and status = 'accepted')`,
    replace: '',
    test: FALLBACK,
  },
  {
    name: 'progress goes back when another provider takes over',
    file: 'worker/db/jobs.ts',
    find: 'progress = greatest(progress, 5)',
    replace: 'progress = 5',
    test: FALLBACK,
  },
  {
    name: 'who pays is served no sooner',
    file: 'worker/domain/submit-job.ts',
    find: "found.isPaying ? 'normal' : 'low'",
    replace: "found.isPaying ? 'low' : 'low'",
    test: FALLBACK,
  },
  {
    name: 'broken audio keeps the storing to itself',
    file: 'worker/db/attempts.ts',
    find: "set status = case status when 'storing' then 'submitted' else status end,",
    replace: 'set status = status,',
    test: FINISH,
  },
  {
    name: 'what told of an attempt that failed is worked off again and again',
    file: 'worker/db/attempts.ts',
    find: `where inbox.attempt_id = \${attemptId} and inbox.processed_at is null
          and \${hasFailed}::boolean`,
    replace: 'where false',
    test: FINISH,
  },
  {
    name: 'a result that cannot be had just now counts as a failure',
    file: 'worker/domain/finish-attempt.ts',
    find: `    case 'pending':
    case 'unavailable':
`,
    replace: `    case 'unavailable':
      await giveUpAttempt(services, attempt, {
        status: 'failed',
        failure: 'provider_failed',
        isOwed: true,
      })
      return DONE
    case 'pending':
`,
    test: FINISH,
  },
  {
    name: 'late music that never comes is asked for for ever',
    file: 'worker/domain/finish-attempt.ts',
    find: '  if (isTooLate(job, now)) return forget(services, attempt)\n',
    replace: '',
    test: RESCUE,
  },
  {
    name: 'audio that broke off once is not fetched again',
    file: 'worker/domain/store-track-audio.ts',
    find: 'const FETCHES_MAX = 2',
    replace: 'const FETCHES_MAX = 1',
    test: FINISH,
  },
  {
    name: 'broken audio stays in the bucket',
    file: 'worker/domain/store-track-audio.ts',
    find: '    await config.BUCKET.delete(put.key)\n',
    replace: '',
    test: FINISH,
  },
  {
    name: 'an engine that keeps failing is asked all the same',
    file: 'worker/cache/engine-circuits.ts',
    find: 'if (failures < FAILURES_MAX && !isTripped) return',
    replace: 'if (failures < 10 * FAILURES_MAX && !isTripped) return',
    test: CIRCUITS,
  },
  {
    name: 'an engine whose probe failed is asked by everybody',
    file: 'worker/cache/engine-circuits.ts',
    find: 'if (failures < FAILURES_MAX && !isTripped) return',
    replace: 'if (failures < FAILURES_MAX) return',
    test: CIRCUITS,
  },
  {
    name: 'an engine that has rested is probed by everybody at once',
    file: 'worker/cache/engine-circuits.ts',
    find: '{ nx: true, ex: PROBE_SECONDS }',
    replace: '{ ex: PROBE_SECONDS }',
    test: CIRCUITS,
  },
  {
    name: 'an engine that failed too often rests for ever',
    file: 'worker/cache/engine-circuits.ts',
    find: "trip.set(keyOf(engine, 'resting'), 1, { ex: REST_SECONDS })",
    replace: "trip.set(keyOf(engine, 'resting'), 1)",
    test: CIRCUITS,
  },
  {
    name: 'an engine that works again is asked by one at a time only',
    file: 'worker/cache/engine-circuits.ts',
    find: "['failures', 'tripped', 'resting', 'probe']",
    replace: "['failures', 'resting', 'probe']",
    test: CIRCUITS,
  },
  {
    name: 'nothing is submitted while Redis is down',
    file: 'worker/domain/pick-engine.ts',
    find: '.catch(() => true)',
    replace: '',
    test: CIRCUITS,
  },
  {
    name: 'the renders of a job that failed go on',
    file: 'worker/domain/fail-job.ts',
    find: "  if (moved) await enqueue(services.config, { kind: 'stop', jobId })\n",
    replace: '',
    test: RESCUE,
  },
  {
    name: 'cron forgets a job whose attempts have all failed',
    file: 'worker/db/rescues.ts',
    find: "where finished_at is null and status in ('queued', 'submitted', 'rendering')",
    replace: "where status = 'queued'",
    test: RESCUE,
  },
  {
    name: 'cron sends again what a provider may have already',
    file: 'worker/db/rescues.ts',
    find: '(status in ${list(AWAITED)}\n            or',
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
    find: 'where attempts.status in ${list(OPEN)} and jobs.finished_at is null',
    replace: 'where attempts.status in ${list(AWAITED)} and jobs.finished_at is null',
    test: RESCUE,
  },
  {
    name: 'a deadline is five minutes late',
    file: 'worker/db/rescues.ts',
    find: 'where finished_at is null and deadline < now()',
    replace: "where finished_at is null and deadline < now() - interval '5 minutes'",
    test: RESCUE,
  },
  {
    name: 'one rescue that fails keeps all others from being saved',
    file: 'worker/cron/rescue-jobs.ts',
    find: `.catch((error) =>
      logError('rescue_failed', error, { kind: rescue.kind, id: rescue.id }),
    )`,
    replace: '',
    test: RESCUE,
  },
  {
    name: 'a dead message is not kept',
    file: 'worker/queues/index.ts',
    find: '      await buryMessage(db, { id, body })\n',
    replace: '',
    test: RESCUE,
  },
  {
    name: 'a dead message is acknowledged though it could not be kept',
    file: 'worker/queues/index.ts',
    find: 'message.retry({ delaySeconds: BURY_RETRY_SECONDS })',
    replace: 'message.ack()',
    test: RESCUE,
  },
  {
    name: 'a dead message that comes again can not be kept',
    file: 'migrations/0005_fallbacks.sql',
    find: 'id text primary key,\n  body jsonb not null,',
    replace: 'id text not null,\n  body jsonb not null,',
    test: RESCUE,
  },
  {
    name: "anybody may try anybody's track again",
    file: 'worker/db/tracks.ts',
    find: `eq(jobs.kind, 'generate')))
    .where(and(eq(tracks.id, trackId), eq(tracks.userId, userId)))`,
    replace: `eq(jobs.kind, 'generate')))
    .where(eq(tracks.id, trackId))`,
    test: RETRY,
  },
  {
    name: 'a track that may still be made can be tried again',
    file: 'worker/domain/retry-track.ts',
    find: "if (track.status !== 'failed' && track.status !== 'canceled')",
    replace: "if (track.status === 'complete')",
    test: RETRY,
  },
  {
    name: 'a track is tried again with some of its wishes only',
    file: 'worker/domain/retry-track.ts',
    find: '{ ...orderOf(track), title, model, styleStrength }',
    replace: '{ ...orderOf(track), title, model }',
    test: RETRY,
  },
]
