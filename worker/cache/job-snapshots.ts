import type { Redis } from '@upstash/redis/cloudflare'
import type { Job } from '../db/schema.ts'
import { isFinished } from '../states/job-states.ts'

/** Short, so that a missed write heals by one read of Postgres. */
const CHANGING_SECONDS = 15
const FINAL_SECONDS = 3_600

/** Scored by version, the newest state wins, whatever order the writes arrive in. `jobs` must not be empty. */
export async function writeSnapshots(redis: Redis, jobs: readonly Job[]): Promise<void> {
  const pipeline = redis.pipeline()
  for (const job of jobs) {
    const key = snapshotKey(job.id)
    pipeline.zadd(key, { score: job.version, member: JSON.stringify(job) })
    pipeline.zremrangebyrank(key, 0, -2)
    pipeline.expire(key, isFinal(job) ? FINAL_SECONDS : CHANGING_SECONDS)
  }
  await pipeline.exec()
}

/** Late music may still change a failed job. */
const isFinal = ({ status }: Job) => isFinished(status) && status !== 'failed'

/** Those that are there. `jobIds` must not be empty. */
export async function readSnapshots(redis: Redis, jobIds: readonly string[]): Promise<Job[]> {
  const pipeline = redis.pipeline()
  for (const jobId of jobIds) pipeline.zrange(snapshotKey(jobId), -1, -1)
  const members = await pipeline.exec<string[][]>()
  return members.flat().map(reviveJob)
}

const TIMES = new Set(['deadline', 'storingUntil', 'createdAt', 'updatedAt', 'finishedAt'])

function reviveJob(json: string): Job {
  return JSON.parse(json, (key, value) =>
    TIMES.has(key) && value !== null ? new Date(value) : value,
  )
}

const snapshotKey = (jobId: string) => `job:${jobId}`
