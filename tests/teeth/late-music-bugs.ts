// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.
import type { PlantedBug } from './planted-bugs.ts'

const LATE = 'worker/domain/jobs/give-late-music.test.ts'
const FALLBACK = 'tests/worker/fallback.test.ts'
const RESCUE = 'worker/cron/every-minute.test.ts'

/** Mistakes with music that comes after its attempt, or its job, was given up. */
export const LATE_MUSIC_BUGS: readonly PlantedBug[] = [
  {
    name: 'music of a render that was overdue is not taken',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: 'if (!mayTakeMusic(job))',
    replace: "if (!mayTakeMusic(job) || attempt.status === 'overdue')",
    test: FALLBACK,
  },
  {
    name: 'music of a job that has failed is thrown away',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: 'if (!mayTakeMusic(job))',
    replace: "if (!mayTakeMusic(job) || job.status === 'failed')",
    test: LATE,
  },
  {
    name: 'the music of a canceled job is fetched for nothing',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: 'if (!mayTakeMusic(job))',
    replace: "if (job.status === 'complete')",
    test: LATE,
  },
  {
    name: 'music that was being stored at the deadline is thrown away',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: 'if (!moved && job && isFinished(job.status) && mayTakeMusic(job)) return completeLate(services, music)',
    replace: '',
    test: LATE,
  },
  {
    name: 'music whose result the provider has forgotten is lost',
    file: 'worker/domain/jobs/finish-attempt.ts',
    find: "return told.state === 'ready' || audioUrl === null ? told : { state: 'ready', audioUrl }",
    replace: 'return told',
    test: LATE,
  },
  {
    name: 'a track that is given is paid for',
    file: 'worker/db/jobs/complete.ts',
    find: '${endAttempts(outcomeFor(attemptId), attemptId)}, ${PROCESSED} select id from job',
    replace:
      "${endAttempts(outcomeFor(attemptId), attemptId)}, ${PROCESSED} ${resolveHold('complete')}",
    test: LATE,
  },
  {
    name: 'a track that was thrown away comes back with its late music',
    file: 'worker/db/jobs/complete.ts',
    find: 'and track.id = jobs.track_id and (track.deleted_at is null or jobs.charged)',
    replace: 'and track.id = jobs.track_id',
    test: LATE,
  },
  {
    name: 'the attempt whose late music is given counts as wasted',
    file: 'worker/db/jobs/end.ts',
    find: 'or attempts.id = ${winnerId ?? null}::text)',
    replace: ')',
    test: LATE,
  },
  {
    name: 'a track counts as made by the provider that was asked last',
    file: 'worker/db/jobs/complete.ts',
    find: 'progress = 100, provider = attempt.provider,',
    replace: 'progress = 100, provider = jobs.provider,',
    test: FALLBACK,
  },
  {
    name: 'late music that never comes is fetched again forever',
    file: 'worker/domain/jobs/retry-later.ts',
    find: '  if (isTooLate(job, now)) return markProcessed(services, attempt)\n',
    replace: '',
    test: RESCUE,
  },
  {
    name: 'the event of music that is done is dropped at the deadline',
    file: 'worker/db/jobs/end.ts',
    find: '${failed ? sql`` : sql`, ${PROCESSED}`}',
    replace: ', ${PROCESSED}',
    test: RESCUE,
  },
]
