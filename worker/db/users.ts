import { eq } from 'drizzle-orm'
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
