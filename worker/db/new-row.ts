import { getTableColumns, is, SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

type OnlyColumns<Given, Row> = Given & Record<Exclude<keyof Given, keyof Row>, never>

/** Fills missing columns with the schema's default or null; throws if only Postgres has one. */
export function newRow<Table extends PgTable, Given extends Table['$inferInsert']>(
  table: Table,
  given: OnlyColumns<Given, Table['$inferInsert']>,
): Table['$inferSelect'] {
  const values = new Map<string, unknown>(Object.entries(given))
  const row = Object.entries(getTableColumns(table)).map(([name, column]) => {
    const value = values.get(name)
    if (value === undefined && is(column.default, SQL))
      throw new Error(`Only the database knows the default of ${column.name}`)
    return [name, value ?? column.default ?? null]
  })
  // `given` and the schema vouch for each value.
  return Object.fromEntries(row) as Table['$inferSelect']
}
