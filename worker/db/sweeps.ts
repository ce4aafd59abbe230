import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'

const CRON = 'cron'
/** A sweep that hasn't ended by then has died, and is done again. Cron's invocations end after 15 minutes. */
const DIED_MINUTES = 30

export type Sweep = {
  id: string
  isDryRun: boolean
  /** Nobody looks at what it finds before it deletes that. */
  isUnattended: boolean
  /** Where the last one that wasn't a dry run stopped; null at the first file. */
  cursor: string | null
}

export type SweepResult = {
  /** How many files it looked at. */
  looked: number
  orphans: number
  orphanBytes: number
  deleted: boolean
  cursor: string | null
  /** Some of the orphans. */
  keys: string[]
}

/** Cron does it within a minute. */
export async function askForSweep(
  db: Db,
  { isDryRun, actor = CRON }: { isDryRun: boolean; actor?: string },
): Promise<string> {
  const { rows } = await db.execute<{ id: string }>(sql`
    with forgotten as (delete from sweeps where asked_at < now() - interval '90 days')
    insert into sweeps (actor, dry_run) values (${actor}, ${isDryRun}) returning id::text`)
  // An insert of one row returns it.
  return (rows[0] as { id: string }).id
}

/** Takes the oldest that is left to do; null when there is none. */
export async function beginSweep(db: Db): Promise<Sweep | null> {
  const { rows } = await db.execute<Sweep>(sql`
    update sweeps set begun_at = now() where id = (
      select id from sweeps
      where done_at is null
        and (begun_at is null or begun_at < now() - make_interval(mins => ${DIED_MINUTES}::integer))
      order by id limit 1 for no key update skip locked)
    returning id::text, dry_run as "isDryRun", actor = ${CRON} as "isUnattended", case when not dry_run then (
      select cursor from sweeps before where before.done_at is not null and not before.dry_run
      order by id desc limit 1) end as cursor`)
  return rows[0] ?? null
}

export async function endSweep(db: Db, id: string, found: SweepResult): Promise<void> {
  await db.execute(sql`
    update sweeps set done_at = now(), cursor = ${found.cursor}, looked = ${found.looked},
      orphans = ${found.orphans}, orphan_bytes = ${found.orphanBytes}, deleted = ${found.deleted},
      keys = ${JSON.stringify(found.keys)}::jsonb
    where id = ${id}`)
}

/** Null until it is done. */
export async function readSweep(db: Db, id: string): Promise<SweepResult | null> {
  const { rows } = await db.execute<SweepResult>(sql`
    select looked, orphans, orphan_bytes::float as "orphanBytes", deleted, cursor, keys
    from sweeps where id = ${id} and done_at is not null`)
  return rows[0] ?? null
}

/** Those of these keys that no row names. */
export async function findUnnamed(db: Db, keys: readonly string[]): Promise<string[]> {
  const { rows } = await db.execute<{ key: string }>(sql`
    select listed.key from jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb) as listed (key)
    where not exists (select from files where files.key = listed.key)`)
  return rows.map(({ key }) => key)
}
