import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'

/**
 * Opens a person's account, once. Answers the address that welcome credits are due for: the person is
 * still here, verified where `onlyVerified`, and hasn't had them.
 */
export async function openAccount(
  db: Db,
  {
    userId,
    networkHash,
    onlyVerified,
  }: {
    userId: string
    networkHash: string | null
    onlyVerified: boolean
  },
): Promise<string | null> {
  const [, { rows }] = await db.batch([
    db.execute<Record<string, unknown>>(sql`
      insert into credit_accounts (user_id, network_hash) values (${userId}, ${networkHash})
      on conflict (user_id) do nothing`),
    db.execute<{ email: string }>(sql`
      select email from users
      where id = ${userId} and closed_at is null and (email_verified or not ${onlyVerified}::boolean)
        and not exists (select from credit_entries where key = 'signup:' || users.id)`),
  ])
  return rows[0]?.email ?? null
}

/**
 * Grants welcome credits: once per person, once per address, and per network to at most `perNetworkAndDay`
 * accounts a day.
 */
export async function welcome(
  db: Db,
  {
    userId,
    addressHash,
    credits,
    perNetworkAndDay,
  }: {
    userId: string
    addressHash: string
    credits: number
    perNetworkAndDay: number
  },
): Promise<void> {
  await db.execute(sql`
    with person as (
      select network_hash from credit_accounts where user_id = ${userId}
        and not exists (select from credit_entries where key = 'signup:' || ${userId}::text)
        and not exists (select from welcomes where address_hash = ${addressHash})
    ), counted as (
      insert into welcome_counts as counts (network_hash, day, welcomed)
      select network_hash, current_date, 1 from person where network_hash is not null
      on conflict (network_hash, day) do update set welcomed = counts.welcomed + 1
        where counts.welcomed < ${perNetworkAndDay}::integer
      returning network_hash
    ), first as (
      insert into welcomes (address_hash)
      select ${addressHash} from person
      where network_hash is null or exists (select from counted)
      on conflict (address_hash) do nothing returning address_hash
    ) select move_credits(${userId}, 'grant', 'signup:' || ${userId}::text, ${credits}::integer, 0, null, null,
        'Welcome to SoundFoundry')
    from first where ${credits}::integer > 0`)
}

/** Keeps the hash of an address that was welcomed, so that opening another account with it grants nothing. */
export async function rememberWelcome(
  db: Db,
  { userId, addressHash }: { userId: string; addressHash: string },
): Promise<void> {
  await db.execute(sql`
    insert into welcomes (address_hash)
    select ${addressHash} from credit_entries where key = 'signup:' || ${userId}::text
    on conflict (address_hash) do nothing`)
}
