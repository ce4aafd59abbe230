import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'

/** Deletes what nobody needs any more, so that nobody's network or device is kept for longer. */
export async function clearAway(db: Db): Promise<void> {
  await db.batch([
    // Those of a closed account are read once more when it is erased.
    db.execute(sql`
      delete from sessions using users
      where users.id = sessions.user_id and (users.closed_at is null or users.erased_at is not null)
        and sessions.expires_at < now() - interval '1 day'`),
    db.execute(sql`delete from verifications where expires_at < now() - interval '1 day'`),
    db.execute(sql`delete from inbox where processed_at < now() - interval '90 days'`),
    db.execute(sql`delete from mails where created_at < now() - interval '30 days'`),
    // What there is of them in storage belongs to nothing then, and is swept.
    db.execute(sql`
      delete from files where stored_at is null and created_at < now() - interval '1 hour'`),
    db.execute(sql`delete from welcome_counts where day < current_date - 1`),
  ])
}
