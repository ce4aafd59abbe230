import type { Redis } from '@upstash/redis/cloudflare'
import type { Job } from '../db/schema.ts'
import { isFinished } from '../states/job-states.ts'

/** Short, so that a missed write heals by one read of Postgres. */
const CHANGING_SECONDS = 15
const FINAL_SECONDS = 3_600

/** Scored by version, the newest state wins, whatever order the writes arrive in. */
export async function writeSnapshot(redis: Redis, job: Job): Promise<void> {
  const key = snapshotKey(job.id)
  const pipeline = redis.pipeline()
  pipeline.zadd(key, { score: job.version, member: JSON.stringify(job) })
  pipeline.zremrangebyrank(key, 0, -2)
  pipeline.expire(key, isFinal(job) ? FINAL_SECONDS : CHANGING_SECONDS)
  await pipeline.exec()
}

/** Late music may still change a failed job. */
const isFinal = ({ status }: Job) => isFinished(status) && status !== 'failed'

export async function readSnapshot(redis: Redis, jobId: string): Promise<Job | null> {
  const [member] = await redis.zrange<string[]>(snapshotKey(jobId), -1, -1)
  return member === undefined ? null : reviveJob(member)
}

const TIMES = new Set(['deadline', 'storingUntil', 'createdAt', 'updatedAt', 'finishedAt'])

function reviveJob(json: string): Job {
  return JSON.parse(json, (key, value) =>
    TIMES.has(key) && value !== null ? new Date(value) : value,
  )
}

const snapshotKey = (jobId: string) => `job:${jobId}`
