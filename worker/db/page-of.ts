export type Page<Row> = { items: Row[]; nextCursor: string | null }

/** The query reads `limit + 1` rows: one too many shows that there is a next page. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (last: Row) => string,
): Page<Row> {
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? cursorOf(last) : null }
}
