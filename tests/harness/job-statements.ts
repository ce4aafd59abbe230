import { eq, sql } from 'drizzle-orm'
import type { Db } from '../../worker/db/client.ts'
import { failAttempt, markOverdue } from '../../worker/db/jobs/close-attempt.ts'
import { completeJob, giveTrack } from '../../worker/db/jobs/complete.ts'
import { endJob, failJobs } from '../../worker/db/jobs/end.ts'
import { recordAcceptance, recordProgress } from '../../worker/db/jobs/progress.ts'
import { type Claim, claimStoring, stopStoring } from '../../worker/db/jobs/store.ts'
import { jobs } from '../../worker/db/schema.ts'
import { newId } from '../../worker/ids.ts'
import {
  isFinished,
  JOB_STATUSES,
  type JobStatus,
  type JobTransition,
} from '../../worker/states/job-states.ts'
import { requestSong } from './songs.ts'
import type { Person, Studio } from './studio.ts'

export type StagedJob = { id: string; trackId: string; userId: string; attemptId: string }

type Statement = {
  /** What it does to a staged job, whichever state that is in. */
  transitions: readonly JobTransition[]
  /** It also shows, in the state that the job is in, that another provider is being tried. */
  showsElsewhere?: true
  run(db: Db, job: StagedJob): Promise<unknown>
}

/** Every statement that changes the state of a job. */
export const JOB_STATEMENTS: Readonly<Record<string, Statement>> = {
  recordAcceptance: {
    transitions: ['submit'],
    run: (db, { id, attemptId }) =>
      recordAcceptance(db, { jobId: id, attemptId, requestId: `request of ${id}` }),
  },
  'recordProgress, in the queue': {
    transitions: ['wait'],
    run: (db, job) => recordProgress(db, attemptOf(job), { ...SEEN, transition: 'wait' }),
  },
  'recordProgress, rendering': {
    transitions: ['render'],
    run: (db, job) => recordProgress(db, attemptOf(job), { ...SEEN, transition: 'render' }),
  },
  claimStoring: {
    transitions: ['store', 'takeOver'],
    run: (db, job) => claimStoring(db, attemptOf(job), 60),
  },
  stopStoring: {
    transitions: ['handOn'],
    run: async (db, job) => stopStoring(db, attemptOf(job), await readClaim(db, job)),
  },
  failAttempt: {
    transitions: ['handOn'],
    showsElsewhere: true,
    run: (db, job) => failAttempt(db, attemptOf(job), { failure: 'audio_broken', isOwed: true }),
  },
  markOverdue: {
    transitions: [],
    showsElsewhere: true,
    run: (db, job) => markOverdue(db, attemptOf(job), 'timed_out'),
  },
  completeJob: {
    transitions: ['complete'],
    run: async (db, job) => completeJob(db, newMusic(job), await readClaim(db, job)),
  },
  giveTrack: {
    transitions: ['giveLateMusic', 'giveChargedMusic'],
    async run(db, job) {
      await db.execute(
        sql`update jobs set charged = true where id = ${job.id} and status = 'canceled'`,
      )
      await giveTrack(db, newMusic(job))
    },
  },
  failJobs: {
    transitions: ['fail'],
    run: (db, { id }) =>
      failJobs(db, [id], { errorCode: 'timed_out', errorMessage: 'It took long.' }),
  },
  'endJob, canceled': {
    transitions: ['cancel'],
    run: (db, { id, userId }) => endJob(db, id, { status: 'canceled', userId, freeCancels: 9 }),
  },
  'endJob, canceled and charged': {
    transitions: ['cancelCharged'],
    run: (db, { id, userId }) => endJob(db, id, { status: 'canceled', userId, freeCancels: 0 }),
  },
}

/** A job in each state, with an accepted attempt and, where it is being stored, a dead consumer. */
export async function stageJobs(
  studio: Studio,
  person: Person,
): Promise<Record<JobStatus, StagedJob>> {
  const requested = [
    await requestSong(person, { variations: 4 }),
    await requestSong(person, { variations: JOB_STATUSES.length - 4 }),
  ]
  const jobs = requested.flatMap((request) => request.jobs)
  const staged = JOB_STATUSES.map(async (status, index) => {
    const { id = '', trackId = '' } = jobs[index] ?? {}
    const attemptId = `att_${id}`
    await studio.sql(
      `insert into attempts (id, job_id, number, provider, endpoint, status)
       values ($1, $2, 1, 'fal', 'x', 'accepted')`,
      [attemptId, id],
    )
    await studio.sql(
      `with job as (
        update jobs set status = $2, finished_at = case when $3::boolean then now() end,
          storing_until = date_trunc('milliseconds', now() - interval '1 second'), storing_attempt_id = $4, at_provider = true
        where id = $1 returning track_id
      ) update tracks set status = $2 from job where tracks.id = job.track_id`,
      [id, status, isFinished(status), attemptId],
    )
    return [status, { id, trackId, userId: person.id, attemptId }] as const
  })
  // One entry for each of the statuses.
  return Object.fromEntries(await Promise.all(staged)) as Record<JobStatus, StagedJob>
}

const SEEN = { progress: 50, queuePosition: null }

async function readClaim(db: Db, { id }: StagedJob): Promise<Claim> {
  const [claim] = await db
    .select({ storingUntil: jobs.storingUntil })
    .from(jobs)
    .where(eq(jobs.id, id))
  return claim ?? { storingUntil: null }
}

const attemptOf = ({ id, attemptId }: StagedJob) => ({ id: attemptId, jobId: id })

function newMusic({ id, attemptId }: StagedJob) {
  const file = (kind: string) => {
    const key = `${kind}/${id}`
    return { id: newId('fil'), key, contentType: 'audio/mpeg', bytes: 1, etag: key }
  }
  const [audio, peaks] = [file('audio'), file('peaks')]
  return { jobId: id, attemptId, audio, peaks, smallPeaks: Array(64).fill(0), durationSeconds: 1 }
}
