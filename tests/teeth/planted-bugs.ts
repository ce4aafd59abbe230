// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import { ACCOUNT_BUGS } from './account-bugs.ts'
import { CATALOGUE_BUGS } from './catalogue-bugs.ts'
import { JOB_BUGS } from './job-bugs.ts'
import { PURCHASE_BUGS } from './purchase-bugs.ts'
import { REPLICATE_BUGS } from './replicate-bugs.ts'
import { SIMULATION_BUGS } from './simulation-bugs.ts'

/** A mistake that somebody could make, and the one test file that must not let it pass. */
export type PlantedBug = {
  /** What goes wrong, as a sentence. */
  name: string
  file: string
  /** Stands exactly once in the file. */
  find: string
  replace: string
  /** It must stay loadable, and more than this bug should be tested in it. */
  test: string
}

/** To add one: plant what would really hurt, and keep the rest of its test file able to pass. */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  ...ACCOUNT_BUGS,
  ...CATALOGUE_BUGS,
  ...PURCHASE_BUGS,
  ...REPLICATE_BUGS,
  ...JOB_BUGS,
  ...SIMULATION_BUGS,
  {
    name: 'the same movement of credits may be written twice',
    file: 'migrations/0002_credits.sql',
    find: 'key text not null constraint credit_entries_key_taken unique,',
    replace: 'key text not null,',
    test: 'tests/worker/ledger-keys.test.ts',
  },
  {
    name: 'a hold may be both settled and released',
    file: 'migrations/0002_credits.sql',
    find: 'create unique index credit_entries_hold_resolved',
    replace: 'create index credit_entries_hold_resolved',
    test: 'tests/worker/credits.test.ts',
  },
  {
    name: 'written entries of the ledger may be changed',
    file: 'migrations/0002_credits.sql',
    find: 'for each row execute function refuse_change()',
    replace: 'for each row when (false) execute function refuse_change()',
    test: 'tests/worker/credits.test.ts',
  },
  {
    name: 'a hold may take more than there is',
    file: 'migrations/0002_credits.sql',
    find: "check (kind <> 'hold' or balance_after >= 0)",
    replace: 'check (true)',
    test: 'worker/domain/tracks/request-track.test.ts',
  },
  {
    name: 'every session brings the welcome credits again',
    file: 'worker/db/credits.ts',
    find: `on conflict (user_id) do nothing returning user_id
    ) select move_credits(user_id, 'grant', 'signup:' || user_id,`,
    replace: `on conflict (user_id) do update set user_id = excluded.user_id returning user_id
    ) select move_credits(user_id, 'grant', 'signup:' || gen_random_uuid(),`,
    test: 'worker/routes/auth.test.ts',
  },
  {
    name: 'the quote forgets the variations',
    file: 'worker/domain/tracks/quote-tracks.ts',
    find: 'priceTracks(model, { seconds, variations: asked.variations })',
    replace: 'priceTracks(model, { seconds, variations: 1 })',
    test: 'tests/worker/credits.test.ts',
  },
  {
    name: 'only the first variation is paid in full',
    file: 'worker/db/track-requests.ts',
    find: '({ track, job }) => insertTrack(db, request, track, job)',
    replace:
      '({ track, job }, n) => insertTrack(db, request, track, n ? { ...job, credits: 1 } : job)',
    test: 'worker/domain/tracks/request-track.test.ts',
  },
  {
    name: 'a request with a known key is an error instead of a replay',
    file: 'worker/db/track-requests.ts',
    find: 'on conflict (user_id, route, key) do nothing',
    replace: '',
    test: 'worker/domain/tracks/draft-request.test.ts',
  },
  {
    name: 'a request with a known key holds credits again',
    file: 'worker/db/track-requests.ts',
    find: 'select user_id from request_keys where id = ${request.id}',
    replace:
      'select user_id from request_keys where user_id = ${request.userId} and key = ${request.key}',
    test: 'worker/domain/tracks/draft-request.test.ts',
  },
  {
    name: 'a known key answers whatever else is asked with it',
    file: 'worker/domain/tracks/request-track.ts',
    find: 'stored.bodySha256 === request.bodySha256',
    replace: 'stored.bodySha256',
    test: 'worker/domain/tracks/draft-request.test.ts',
  },
  {
    name: 'a submit whose answer was lost is sent again',
    file: 'worker/domain/jobs/submit-job.ts',
    find: 'await recordLostAnswer(db, attempt.id)',
    replace: 'await deferAttempt(db, attempt.id)',
    test: 'worker/domain/jobs/submit-job.test.ts',
  },
  {
    name: "FAL's client may repeat a submit that failed",
    file: 'worker/providers/fal/provider.ts',
    find: 'if (response.status !== 429 && response.status < 500) return response',
    replace: 'return response',
    test: 'worker/domain/jobs/submit-job.test.ts',
  },
  {
    name: 'a failed job is charged',
    file: 'worker/states/job-states.ts',
    find: "fail: { from: OPEN, to: 'failed', hold: 'release' }",
    replace: "fail: { from: OPEN, to: 'failed', hold: 'settle' }",
    test: 'worker/domain/jobs/submit-job.test.ts',
  },
  {
    name: 'a job is complete and paid before its audio is stored',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: '  const stored = await fetchAudio(services, attempt, claim.job, audioUrl)',
    replace: `  const { id: attemptId, jobId } = attempt
  const promised = (kind: string) =>
    ({ id: \`\${kind}-\${jobId}\`, key: \`\${kind}/\${jobId}\`, contentType: '', bytes: 1, etag: '' })
  const files = { audio: promised('audio'), peaks: promised('peaks'), durationSeconds: 6 }
  await completeJob(services.db, { jobId, attemptId, ...files })
  const stored = await fetchAudio(services, attempt, claim.job, audioUrl)`,
    test: 'worker/domain/jobs/finish-attempt.test.ts',
  },
  {
    name: 'two consumers store the same render at once',
    file: 'worker/db/jobs/store.ts',
    find: ' and storing_until < now()',
    replace: '',
    test: 'worker/domain/jobs/finish-attempt.test.ts',
  },
  {
    name: 'the audio of a job that was canceled meanwhile stays in the bucket',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: '  if (!moved) await services.files.delete([stored.audio.key, stored.peaks.key])\n',
    replace: '',
    test: 'worker/domain/jobs/finish-attempt.test.ts',
  },
  {
    name: 'a job may be canceled twice',
    file: 'worker/db/jobs/end.ts',
    find: 'where id = ${jobId} ${owned} and status in ${from(transition)}',
    replace: 'where id = ${jobId} ${owned}',
    test: 'worker/routes/jobs.test.ts',
  },
  {
    name: "anybody may cancel anybody's job",
    file: 'worker/db/jobs/end.ts',
    find: "end.status === 'canceled' ? sql`and user_id = ${end.userId}` : sql``",
    replace: 'sql``',
    test: 'worker/routes/jobs.test.ts',
  },
  {
    name: 'an older state of a job overwrites a newer one',
    file: 'worker/cache/job-snapshots.ts',
    find: 'score: job.version,',
    replace: 'score: Date.now(),',
    test: 'worker/routes/jobs.test.ts',
  },
  {
    name: "anybody may read anybody's track",
    file: 'worker/db/tracks.ts',
    find: `eq(jobs.kind, 'generate')))
    .where(and(eq(tracks.id, trackId), eq(tracks.userId, userId)))`,
    replace: `eq(jobs.kind, 'generate')))
    .where(eq(tracks.id, trackId))`,
    test: 'worker/routes/tracks.test.ts',
  },
  {
    name: "anybody may hear anybody's track",
    file: 'worker/db/tracks.ts',
    find: `eq(files.id, fileId))
    .where(and(eq(tracks.id, trackId), eq(tracks.userId, userId)))`,
    replace: `eq(files.id, fileId))
    .where(eq(tracks.id, trackId))`,
    test: 'worker/routes/track-audio.test.ts',
  },
  {
    name: "FAL's signature is not checked",
    file: 'worker/webhooks/fal.ts',
    find: 'if (!isOurs || !(await verifyFal(keys, keysUrl, c.req.raw.headers, body, now()))) throw forged()',
    replace: 'if (!isOurs) throw forged()',
    test: 'worker/webhooks/fal.test.ts',
  },
  {
    name: 'a webhook that FAL signed long ago is taken',
    file: 'worker/providers/fal/signature.ts',
    find: 'const SIGNATURE_SECONDS_MAX = 300',
    replace: 'const SIGNATURE_SECONDS_MAX = 86_400',
    test: 'worker/webhooks/fal.test.ts',
  },
  {
    name: 'a webhook whose enqueueing failed is lost when it comes again',
    file: 'worker/db/inbox.ts',
    find: 'on conflict (provider, event_id) do update set received_at = inbox.received_at',
    replace: 'on conflict (provider, event_id) do nothing',
    test: 'worker/webhooks/fal.test.ts',
  },
  {
    name: 'a doubled look at a render goes on twice',
    file: 'worker/db/attempts.ts',
    find: '          eq(attempts.looks, look),\n',
    replace: '',
    test: 'worker/domain/jobs/watch-attempt.test.ts',
  },
  {
    name: 'progress goes back',
    file: 'worker/db/jobs/progress.ts',
    find: 'progress = greatest(progress, ${progress}::smallint),',
    replace: 'progress = ${progress}::smallint,',
    test: 'worker/domain/jobs/watch-attempt.test.ts',
  },
  {
    name: 'a job past its deadline never ends',
    file: 'worker/db/rescues.ts',
    find: 'where finished_at is null and deadline < now()',
    replace: 'where false',
    test: 'worker/cron/every-minute.test.ts',
  },
]
