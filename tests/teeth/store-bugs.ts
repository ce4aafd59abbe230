// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import type { PlantedBug } from './planted-bugs.ts'

const FINISH = 'worker/domain/jobs/finish-attempt.test.ts'
const FALLBACK = 'tests/worker/fallback.test.ts'

/** Mistakes in fetching and storing the music of a job. */
export const STORE_BUGS: readonly PlantedBug[] = [
  {
    name: 'a job is complete and paid before its audio is stored',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: '  const { files: host } = services.providers[attempt.provider]\n',
    replace: `  const { files: host } = services.providers[attempt.provider]
  const { id: attemptId, jobId } = attempt
  const promised = (kind: string) =>
    ({ id: \`\${kind}-\${jobId}\`, key: \`\${kind}/\${jobId}\`, contentType: '', bytes: 1, etag: '' })
  const files = { audio: promised('audio'), peaks: promised('peaks') }
  const facts = { smallPeaks: Array(64).fill(0), durationSeconds: 6 }
  await completeJob(services.db, { jobId, attemptId, ...files, ...facts }, claimed)
`,
    test: FINISH,
  },
  {
    name: 'two consumers store the same render at once',
    file: 'worker/db/jobs/store.ts',
    find: ' and storing_until < now()',
    replace: '',
    test: FINISH,
  },
  {
    name: 'the audio of a job that was canceled meanwhile stays in the bucket',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: '  if (!moved) await services.files.delete(keys)\n',
    replace: '',
    test: FINISH,
  },
  {
    name: 'an attempt with broken audio keeps its claim to store',
    file: 'worker/db/jobs/close-attempt.ts',
    find: "status = case when status in ${from('handOn')} then ${TRANSITIONS.handOn.to} else status end,",
    replace: 'status = status,',
    test: FINISH,
  },
  {
    name: 'an attempt that had failed keeps its claim to store broken music',
    file: 'worker/db/jobs/close-attempt.ts',
    find: 'then storing_attempt_id = ${attemptId}',
    replace: 'then storing_attempt_id = ${attemptId} and exists (select from closed)',
    test: FALLBACK,
  },
  {
    name: 'the failure of one attempt ends the claim of another',
    file: 'worker/db/jobs/close-attempt.ts',
    find: 'then storing_attempt_id = ${attemptId}',
    replace: 'then true',
    test: FALLBACK,
  },
  {
    name: 'the failure of an attempt is shown while a newer one is running',
    file: 'worker/db/jobs/close-attempt.ts',
    find: 'select from closed where not exists ( select from attempts newer where newer.job_id = jobs.id and newer.number > closed.number))',
    replace: 'select from closed)',
    test: FALLBACK,
  },
  {
    name: 'the events of an attempt that failed are processed again and again',
    file: 'worker/db/jobs/close-attempt.ts',
    find: 'where inbox.attempt_id = ${attemptId} and inbox.processed_at is null',
    replace: 'where false',
    test: FINISH,
  },
  {
    name: 'a result that is not available yet counts as a failure',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: "case 'pending': case 'unavailable':",
    replace: `case 'unavailable':
      await giveUpAttempt(services, attempt, { failure: 'provider_failed', isOwed: true })
      return DONE
    case 'pending':`,
    test: FINISH,
  },
  {
    name: 'a result that never comes keeps the next provider from trying',
    file: 'worker/domain/jobs/retry-later.ts',
    find: 'if (overdue)',
    replace: 'if (overdue && attempt === null)',
    test: FALLBACK,
  },
  {
    name: 'audio whose host stays away keeps the next provider from trying',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: 'return retryLater(services, attempt, claimed)',
    replace: 'return { retryAfterSeconds: 5 }',
    test: FALLBACK,
  },
  {
    name: 'an attempt keeps its claim to store while the host of its audio is away',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: 'await publishJob(services, (await stopStoring(services.db, attempt, claimed)).job)',
    replace: '',
    test: FINISH,
  },
  {
    name: 'a result that is not available is asked for every few seconds forever',
    file: 'worker/domain/jobs/retry-later.ts',
    find: 'Math.min(Math.max(seconds / 4, min), max)',
    replace: 'Math.min(min, max)',
    test: FINISH,
  },
  {
    name: 'the events of audio that was broken come again and again',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: '  if (hadBadAudio(attempt)) return markProcessed(services, attempt)\n',
    replace: '',
    test: FINISH,
  },
  {
    name: 'audio that broke off once is not fetched again',
    file: 'worker/domain/jobs/store-track-audio.ts',
    find: 'const FETCHES_MAX = 2',
    replace: 'const FETCHES_MAX = 1',
    test: FINISH,
  },
  {
    name: 'broken audio stays in the bucket',
    file: 'worker/domain/jobs/store-track-audio.ts',
    find: 'await files.delete([put.key])',
    replace: '',
    test: FINISH,
  },
  {
    name: 'a late consumer stores music that was found to be broken',
    file: 'worker/db/jobs/store.ts',
    find: "select from attempts where id = ${attemptId} and status = 'failed'",
    replace: "select from attempts where id = ${attemptId} and status = 'deferred'",
    test: FINISH,
  },
  {
    name: 'silence is sold as a song',
    file: 'worker/domain/jobs/store-track-audio.ts',
    find: 'measured.ok && !isSong(measured)',
    replace: 'measured.ok && Number.isNaN(measured.heardSeconds)',
    test: FINISH,
  },
]
