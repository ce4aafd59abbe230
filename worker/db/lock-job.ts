import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { inList } from './in-list.ts'

/** Begins every batch that moves a job: the rest sees all earlier moves, and none comes between. */
export function lockJob(db: Db, jobId: string) {
  return db.execute(sql`select from jobs where id = ${jobId} for no key update`)
}

/**
 * The same for jobs of many people: their accounts and tracks are locked in no order, so one such batch comes after
 * the other, and takes the tracks first, in the order of `updateTracks`.
 */
export function lockManyJobs(db: Db, jobIds: readonly string[]) {
  const ids = inList(jobIds)
  return [
    db.execute(sql`select pg_advisory_xact_lock(hashtext('jobs that end together'))`),
    db.execute(sql`select from jobs where id in ${ids} order by id for no key update`),
    db.execute(sql`
      select from tracks where id in (select track_id from jobs where id in ${ids})
      order by id for no key update`),
  ] as const
}
