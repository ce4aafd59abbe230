import { type SQL, sql } from 'drizzle-orm'

/** The UTC day of a time. */
export function utcDay(time: SQL): SQL {
  return sql`(${time} at time zone 'utc')::date`
}
