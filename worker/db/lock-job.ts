import { type SQL, sql } from 'drizzle-orm'
import type { Db } from './client.ts'

/**
 * The first statement of every batch that moves a job: those that come after it in the batch see all
 * that was committed before, and nothing happens to the job between them.
 */
export function lockJob(db: Db, which: SQL) {
  return db.execute(sql`select from jobs where ${which} for no key update`)
}
