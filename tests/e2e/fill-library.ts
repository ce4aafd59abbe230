import { openSql } from './open-sql.ts'

/** Puts canceled tracks there, which need no files and no credits; `Song 1` is the oldest. */
export async function fillLibrary(email: string, count: number): Promise<void> {
  await openSql()`
    insert into tracks (id, user_id, order_id, title, prompt, instrumental, model, status, created_at)
    select 'trk_' || right(id, 10) || lpad(n::text, 16, '0'), id, 'req_' || right(id, 10) || n,
      'Song ' || n, 'A song', true, 'auto', 'canceled', now()
    from users, generate_series(1, ${count}::int) n where email = ${email}`
}
