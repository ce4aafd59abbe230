import { getTableColumns, is, SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

type Values<Row> = { [Name in keyof Row]: Row[Name] | SQL }

/** `insert into <table> (<all columns>) select <row> from <source>`, to be used within a query. */
export function insertRow<Table extends PgTable>(
  table: Table,
  row: Values<Table['$inferSelect']>,
  source: SQL,
): SQL {
  const given = new Map<string, unknown>(Object.entries(row))
  const columns = Object.entries(getTableColumns(table))
  const names = columns.map(([, column]) => sql.identifier(column.name))
  const values = columns.map(([name, column]) => {
    const value = given.get(name)
    const bound = is(value, SQL) ? value : sql.param(value, column)
    return sql`${bound}::${sql.raw(column.getSQLType())}`
  })
  return sql`insert into ${table} (${sql.join(names, sql`, `)})
    select ${sql.join(values, sql`, `)} from ${source}`
}
