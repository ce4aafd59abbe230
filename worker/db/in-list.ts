import { type SQL, sql } from 'drizzle-orm'

/** A list for SQL's `in`, of bound values: `('submitting', 'unknown')`. Never of none. */
export function inList(names: readonly string[]): SQL {
  return sql`(${sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  )})`
}
