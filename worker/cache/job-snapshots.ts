import type { Redis } from '@upstash/redis/cloudflare'
import type { ShownJob } from '../db/jobs/shown.ts'
import { isFinished } from '../states/job-states.ts'

/** Short, so that a missed write heals by one read of Postgres. */
const CHANGING_SECONDS = 15
const FINAL_SECONDS = 3_600
/** In place of a job. */
const FORGOTTEN = 'forgotten'

/** Scored by version, the newest state wins, whatever order the writes arrive in. `jobs` must not be empty. */
export async function writeSnapshots(redis: Redis, jobs: readonly ShownJob[]): Promise<void> {
  const pipeline = redis.pipeline()
  for (const job of jobs)
    write(pipeline, job.id, {
      score: job.version,
      member: JSON.stringify(job),
      seconds: isFinal(job) ? FINAL_SECONDS : CHANGING_SECONDS,
    })
  await pipeline.exec()
}

/** Late music may still change a failed job. */
const isFinal = ({ status }: ShownJob) => isFinished(status) && status !== 'failed'

/** Those that are there. `jobIds` must not be empty. */
export async function readSnapshots(redis: Redis, jobIds: readonly string[]): Promise<ShownJob[]> {
  const pipeline = redis.pipeline()
  for (const jobId of jobIds) pipeline.zrange(snapshotKey(jobId), -1, -1)
  const members = await pipeline.exec<string[][]>()
  return members.flat().filter(isJob).map(reviveJob)
}

const isJob = (member: string) => member !== FORGOTTEN

const TIMES = new Set([
  'deadline',
  'storingUntil',
  'createdAt',
  'updatedAt',
  'finishedAt',
  'lineSince',
  'lineRank',
])

function reviveJob(json: string): ShownJob {
  return JSON.parse(json, (key, value) =>
    TIMES.has(key) && value !== null ? new Date(value) : value,
  )
}

/**
 * Until somebody asks again, who reads them from Postgres. What is older can't come back meanwhile: a state
 * that was read before and is written late, say. `jobs` must not be empty.
 */
export async function forgetSnapshots(
  redis: Redis,
  jobs: readonly Pick<ShownJob, 'id' | 'version'>[],
): Promise<void> {
  const pipeline = redis.pipeline()
  for (const { id, version } of jobs)
    write(pipeline, id, { score: version + 0.5, member: FORGOTTEN, seconds: CHANGING_SECONDS })
  await pipeline.exec()
}

function write(
  pipeline: ReturnType<Redis['pipeline']>,
  jobId: string,
  { score, member, seconds }: { score: number; member: string; seconds: number },
): void {
  const key = snapshotKey(jobId)
  pipeline.zadd(key, { score, member })
  pipeline.zremrangebyrank(key, 0, -2)
  pipeline.expire(key, seconds)
}

const snapshotKey = (jobId: string) => `job:${jobId}`
