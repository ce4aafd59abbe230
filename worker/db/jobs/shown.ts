import { getTableColumns, sql } from 'drizzle-orm'
import { type Job, jobs } from '../schema.ts'
import { utcDay } from '../utc-day.ts'

/** A job as its owner sees it. */
export type ShownJob = Job & {
  /** How many free cancels its owner has used on this UTC day. */
  cancelsUsed: number
}

/** Its columns. */
export const SHOWN_JOB = {
  ...getTableColumns(jobs),
  cancelsUsed: sql<number>`coalesce((
    select used from free_cancels
    where free_cancels.user_id = jobs.user_id and day = ${utcDay(sql`now()`)}), 0)`,
}
