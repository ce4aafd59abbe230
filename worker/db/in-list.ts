import { type SQL, sql } from 'drizzle-orm'

/** A list of bound values for SQL's `in`. It must not be empty. */
export function inList(names: readonly string[]): SQL {
  return sql`(${sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  )})`
}
