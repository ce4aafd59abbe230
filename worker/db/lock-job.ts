import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'

/**
 * The first statement of every batch that moves a job: those that come after it in the batch see all
 * that was committed before, and nothing happens to the job between them.
 */
export function lockJob(db: Db, jobId: string) {
  return db.execute(sql`select from jobs where id = ${jobId} for no key update`)
}
