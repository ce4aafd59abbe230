import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'

/**
 * The first statement of every batch that moves a job: those after it see everything that was
 * committed before, and nothing else changes the job between them.
 */
export function lockJob(db: Db, jobId: string) {
  return db.execute(sql`select from jobs where id = ${jobId} for no key update`)
}
