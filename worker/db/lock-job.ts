import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'

/** Begins every batch that moves a job: the rest sees all earlier moves, and none comes between. */
export function lockJob(db: Db, jobId: string) {
  return db.execute(sql`select from jobs where id = ${jobId} for no key update`)
}
