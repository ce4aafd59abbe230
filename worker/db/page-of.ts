export type Page<Row> = { items: Row[]; nextCursor: string | null }

/** A page of at most `limit` rows, out of `limit + 1` that were read: one more shows that there are more. */
export function pageOf<Row extends { id: string | number }>(
  rows: readonly Row[],
  limit: number,
): Page<Row> {
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? String(last.id) : null }
}
