import { type SQL, sql } from 'drizzle-orm'

/** For SQL's `in`. `names` must not be empty. */
export function inList(names: readonly string[]): SQL {
  return sql`(${sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  )})`
}
