import { openAccount, welcome } from '../../worker/db/welcomes.ts'
import { newId } from '../../worker/ids.ts'
import type { Fate } from './fate.ts'
import type { Fault } from './faults.ts'
import { checkRules } from './rules.ts'
import { db } from './services.ts'
import type { Story, Wish } from './story.ts'
import { type Lane, openWorld } from './world.ts'

const CREDITS = 50
/** Long ago. */
const BUY_A_PACK = `
  with bought as (
    insert into purchases (id, user_id, request_id, pack, credits, price_cents, currency, status,
      paid_cents, paid_at, created_at)
    values ('pack of ' || $1, $1, $1, 'starter', 300, 2900, 'usd', 'paid', 2900,
      now() - interval '1 year', now() - interval '1 year')
    returning id
  ) select move_credits($1, 'purchase', 'purchase:' || id, 300, 0, null, null, null, id) from bought`
const NOTHING_TO_TELL = { trace: [], violations: [] }

export type Report = {
  violations: string[]
  fired: Partial<Record<Fault, number>>
  /** How many files in storage belong to nothing: a crash leaves them, and a later sweep deletes them. */
  orphans: number
  /** How many await points there were. */
  awaits: number
  /** Their names in the order in which they came; empty unless `isTraced`. */
  points: string[]
  /** Empty unless a rule was broken or `isTraced`. */
  trace: string[]
}

/**
 * Runs a story in a world without any tracks until nothing more can happen. Reports which rules were broken
 * on the way or at the end.
 */
export async function runSchedule(
  lane: Lane,
  { story, fate, isTraced }: { story: Story; fate: Fate; isTraced: boolean },
): Promise<Report> {
  lane.clock.reset()
  await lane.database.clear()
  const wishes = new Map(story.wishes.map((wish) => [newId('usr'), wish]))
  const world = await openWorld(lane, { story, fate, wishes })
  const { agenda, chronicle, cron, newcomers, people, rows, scheduler } = world
  await signUp(lane, wishes)
  people.start()
  newcomers.start()
  cron.start()
  await scheduler.run(() => agenda.isDone && rows.isQuiet)
  const orphans = await checkRules(lane, world)
  const account = isTraced || chronicle.isBroken ? chronicle.tell() : NOTHING_TO_TELL
  const points = isTraced ? scheduler.awaits.map(chronicle.rename) : []
  return { ...account, points, orphans, fired: chronicle.fired, awaits: scheduler.awaits.length }
}

async function signUp({ database }: Lane, wishes: ReadonlyMap<string, Wish>): Promise<void> {
  for (const [userId, { hasPaid }] of wishes) {
    await database.query({
      name: 'sign up',
      text: 'insert into users (id, name, email) values ($1, $1, $1)',
      values: [userId],
    })
    await openAccount(db, { userId, networkHash: null, onlyVerified: false })
    if (hasPaid) await database.query({ name: 'buy a pack', text: BUY_A_PACK, values: [userId] })
    await welcome(db, { userId, addressHash: userId, credits: CREDITS, perNetworkAndDay: 1 })
  }
}
