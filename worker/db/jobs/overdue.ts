import { sql } from 'drizzle-orm'
import type { JobFailure } from '../../states/job-failures.ts'
import type { Db } from '../client.ts'
import { LINE_SECONDS_MAX } from './line.ts'

export const OVERDUE_PAGE = 100

/** A page of the open jobs whose time is up, in the order of their ids: those after `after`. */
export async function readOverdueJobs(
  db: Db,
  after: string,
): Promise<{ id: string; failure: JobFailure }[]> {
  const { rows } = await db.execute<{ id: string; failure: JobFailure }>(sql`
    select id, 'timed_out' as failure from jobs
      where finished_at is null and deadline < now() and id > ${after}
    union all
    select id, 'line_too_long' from jobs
      where line is not null and finished_at is null and deadline >= now() and id > ${after}
        and line_since < now() - make_interval(secs => ${LINE_SECONDS_MAX}::integer)
    order by id limit ${OVERDUE_PAGE}::integer`)
  return rows
}
