import { eq, or } from 'drizzle-orm'
import type { Db } from './client.ts'
import { users } from './schema.ts'

/** Whether somebody has an account with this address; false when that can't be found out. */
export async function isEmailTaken(db: Db, email: string): Promise<boolean> {
  const found = db.select({ id: users.id }).from(users).where(eq(users.email, email.toLowerCase()))
  return found.then(
    (rows) => rows.length > 0,
    () => false,
  )
}

/** Somebody by their e-mail address or their id; null when there is nobody. */
export async function findUser(db: Db, who: string): Promise<{ id: string; email: string } | null> {
  const [user] = await db
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(or(eq(users.id, who), eq(users.email, who.toLowerCase())))
  return user ?? null
}
