import { createHash } from 'node:crypto'
import { userInfo } from 'node:os'
import { openDb, pgError } from '../worker/db/client.ts'
import { grantCredits, readBalance } from '../worker/db/credits.ts'
import { findUser } from '../worker/db/users.ts'
import { readDatabaseSettings } from './database-settings.ts'

const CREDITS_MAX = 100_000
const USAGE = 'npm run credits:grant -- <e-mail or user id> <credits> <why>'

/**
 * `npm run credits:grant -- ada@example.com 100 sorry for the outage` gives credits by hand: an entry
 * of the ledger, which its owner can read, and a line of the audit log, both or neither. Repeating the
 * same words gives nothing more.
 */
async function grant([who, amount, ...words]: string[]): Promise<string> {
  const why = words.join(' ').trim()
  if (!who || !amount || !why) throw new Error(USAGE)
  const credits = /^\d+$/.test(amount) ? Number(amount) : 0
  if (credits < 1 || credits > CREDITS_MAX)
    throw new Error(`Credits are a whole number from 1 to ${CREDITS_MAX}: "${amount}" is not.`)
  const settings = await readDatabaseSettings()
  const db = openDb(settings)
  const user = await findUser(db, who)
  if (user === null) throw new Error(`There is no user ${who} (settings of ${settings.from}).`)
  const key = `grant:${user.id}:${digest(`${credits} ${why}`)}`
  const actor = `operator ${userInfo().username}`
  const granting = grantCredits(db, { userId: user.id, credits, why, key, actor })
  const isGranted = await granting.catch((error: unknown) => {
    if (pgError(error)?.constraint !== 'credit_entries_key_taken') throw error
    throw new Error('Just this was given already. To give it again, say why in other words.')
  })
  if (!isGranted) throw new Error(`${user.email} has no account yet: they have to sign in once.`)
  const balance = await readBalance(db, user.id, null)
  return `Gave ${credits} credits to ${user.email}, who now has ${balance?.available} (settings of ${settings.from}).`
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

try {
  console.log(await grant(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
