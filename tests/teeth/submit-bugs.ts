// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import type { PlantedBug } from './planted-bugs.ts'

const STEPS = 'worker/domain/jobs/next-step.test.ts'
const SUBMIT = 'worker/domain/jobs/submit-job.test.ts'
const FALLBACK = 'tests/worker/fallback.test.ts'
const RESCUE = 'worker/cron/every-minute.test.ts'

/** Mistakes in choosing a provider and submitting a job to it: a song made twice, or paid for twice. */
export const SUBMIT_BUGS: readonly PlantedBug[] = [
  {
    name: 'a song that one provider refused is sent to the next',
    file: 'worker/domain/jobs/next-step.ts',
    find: 'if (final) return',
    replace: 'if (final && attempts.length >= engines.length) return',
    test: STEPS,
  },
  {
    name: 'a provider that stays busy is asked forever',
    file: 'worker/domain/jobs/next-step.ts',
    find: '|| mine.length >= BUSY_TRIES_MAX',
    replace: '',
    test: STEPS,
  },
  {
    name: 'the next provider is asked at once when an answer is lost',
    file: 'worker/states/attempt-states.ts',
    find: "['submitting', 'unknown', 'accepted']",
    replace: "['submitting', 'accepted']",
    test: SUBMIT,
  },
  {
    name: 'music that is overdue is not waited for when no other provider is left',
    file: 'worker/domain/jobs/next-step.ts',
    find: "if (mayCome) return { do: 'wait' }",
    replace: '',
    test: STEPS,
  },
  {
    name: 'music that no provider is making is waited for until the deadline',
    file: 'worker/domain/jobs/next-step.ts',
    find: "status === 'overdue' && providerRequestId !== null",
    replace: "status === 'overdue'",
    test: STEPS,
  },
  {
    name: 'two attempts at a job are under way at once',
    file: 'worker/db/attempts.ts',
    find: 'and not exists (select from attempts where job_id = jobs.id and status in ${inList(AWAITED)})',
    replace: '',
    test: SUBMIT,
  },
  {
    name: 'a job that was canceled a moment ago is submitted',
    file: 'worker/db/attempts.ts',
    find: "and jobs.status in ${from('submit')}",
    replace: '',
    test: SUBMIT,
  },
  {
    name: 'a job past its deadline is submitted',
    file: 'worker/db/attempts.ts',
    find: 'jobs.deadline > now() and',
    replace: '',
    test: RESCUE,
  },
  {
    name: 'an attempt that is claimed while its job is canceled stays open',
    file: 'worker/db/jobs/move.ts',
    find: 'lockJob(db, jobId),',
    replace: "lockJob(db, 'job_nobodys'),",
    test: SUBMIT,
  },
  {
    name: 'we owe for a submit that the provider was too busy for',
    file: 'worker/db/attempts.ts',
    find: "set status = 'deferred', error_code = 'provider_busy', cost_micros = 0,",
    replace: "set status = 'deferred', error_code = 'provider_busy',",
    test: SUBMIT,
  },
  {
    name: 'we owe for a submit that was refused',
    file: 'worker/domain/jobs/submit-job.ts',
    find: 'isOwed: false }',
    replace: 'isOwed: true }',
    test: SUBMIT,
  },
  {
    name: 'we owe for a refusal that comes after its job was canceled',
    file: 'worker/domain/jobs/give-up-attempt.ts',
    find: 'if (!isOverdue && !how.isOwed) await forgiveCost(services.db, attempt.id)',
    replace: '',
    test: SUBMIT,
  },
  {
    name: 'we owe for a busy answer that comes after its job was canceled',
    file: 'worker/domain/jobs/submit-job.ts',
    find: 'await forgiveCost(services.db, attempt.id)',
    replace: '',
    test: SUBMIT,
  },
  {
    name: 'the render of a job that was canceled while it was submitted goes on',
    file: 'worker/domain/jobs/submit-job.ts',
    find: "isOver ? { kind: 'stop', jobId: job.id } : watch",
    replace: 'watch',
    test: SUBMIT,
  },
  {
    name: 'an acceptance is forgotten when its job ended before it',
    file: 'worker/db/jobs/progress.ts',
    find: 'where id = ${accepted.attemptId} ) select id from job',
    replace: 'where id = ${accepted.attemptId} and exists (select from job) ) select id from job',
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
    name: 'a submit whose answer was lost is sent again',
    file: 'worker/domain/jobs/submit-job.ts',
    find: 'await recordLostAnswer(db, attempt.id)',
    replace: 'await deferAttempt(db, attempt.id)',
    test: SUBMIT,
  },
  {
    name: "FAL's client may repeat a submit that failed",
    file: 'worker/providers/fal/fence.ts',
    find: 'if (response?.ok) return response',
    replace: 'if (response) return response',
    test: SUBMIT,
  },
  {
    name: 'a paying person is served no sooner',
    file: 'worker/domain/jobs/submit-job.ts',
    find: "found.isPaying ? 'normal' : 'low'",
    replace: "found.isPaying ? 'low' : 'low'",
    test: FALLBACK,
  },
  {
    name: 'nothing is owed for an attempt that is written off as its provider names it',
    file: 'worker/db/jobs/close-attempt.ts',
    find: 'when ${isOwed}::boolean or provider_request_id is not null',
    replace: 'when ${isOwed}::boolean',
    test: FALLBACK,
  },
  {
    name: 'an outage behind FAL counts as the song’s fault',
    file: 'worker/providers/fal/read-failure.ts',
    find: "return blamesInput && !isRetryable ? 'invalid_input' : 'provider_failed'",
    replace: "return types.length > 0 ? 'invalid_input' : 'provider_failed'",
    test: 'worker/providers/fal/read-failure.test.ts',
  },
]
