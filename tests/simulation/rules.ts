import { brokenRules } from '../ledger/broken-rules.ts'
import type { Fault } from './faults.ts'
import { GRACE_SECONDS } from './grace.ts'
import type { AudioKind, RenderPlan } from './render-plan.ts'
import { CONFIG } from './services.ts'
import type { Lane, World } from './world.ts'

const GOOD_AUDIO: readonly AudioKind[] = ['good', 'unannounced', 'cut once']

/** After these, storage may hold files that belong to nothing, which a later sweep deletes. */
const LEAVES_ORPHANS: readonly Fault[] = [
  'crash before',
  'crash after',
  'answer lost',
  'refused',
  'timed out',
  'deploy',
  'postgres down',
  'storage throws',
  'storage down',
]

const RULES = `
  select 'a job failed without a sentence' as broken, id as what from jobs
    where status = 'failed' and error_message !~ '^[A-Z].*\\.$' is not false
  union all
  select 'a job says that it failed, and didn’t', id from jobs
    where status <> 'failed' and (error_code is not null or error_message is not null)
  union all
  select 'an attempt is still open', attempts.id from attempts
    where status in ('submitting', 'unknown', 'accepted', 'overdue')
  union all
  select 'a complete job without an attempt that succeeded', id from jobs
    where status = 'complete' and 1 <> (
      select count(*) from attempts where job_id = jobs.id and attempts.status = 'succeeded')
  union all
  select 'an attempt succeeded for nothing', attempts.id from attempts
    join jobs on jobs.id = attempts.job_id
    where attempts.status = 'succeeded' and jobs.status <> 'complete'
  union all
  select 'another engine was asked for what was refused', attempts.id from attempts
    join attempts before on before.job_id = attempts.job_id and before.number < attempts.number
    where before.error_code in ('refused', 'invalid_input')
      and before.finished_at <= attempts.submitted_at
  union all
  select 'a person is charged for a song that never came', id from jobs
    where status = 'canceled' and charged
  union all
  select 'a closed account got a song', jobs.id from jobs join users on users.id = jobs.user_id
    where jobs.created_at > closed_at + interval '200 milliseconds'
  union all
  select 'an event was never processed', event_id from inbox where processed_at is null
  union all
  select 'the account of a person who left was not erased', tracks.id from tracks
    join users on users.id = tracks.user_id
    where closed_at is not null and (erased_at is null or tracks.prompt <> '' or tracks.title <> ''
      or audio_file_id is not null)
  union all
  select 'a job stood still', id from jobs
    where status = 'failed' and error_code = 'timed_out' and finished_at - interval '6 minutes' > (
      select coalesce(max(case attempts.status when 'abandoned' then jobs.finished_at
        else attempts.finished_at end), jobs.created_at)
      from attempts where attempts.job_id = jobs.id)`

const SIGN_UPS = `
  with asked as (select email, users.id from unnest($1::text[]) as asked(email) left join users using (email))
  select 'a sign-up did not end whole' as broken, email as what from asked
    where asked.id is null or not exists (select from accounts where user_id = asked.id)
      or not exists (select from sessions where user_id = asked.id)
      or not exists (select from credit_accounts where user_id = asked.id)
  union all
  select 'welcome credits did not come once', email from asked
    where 1 <> (select count(*) from credit_entries
      where key = 'signup:' || asked.id and user_id = asked.id and balance_delta = $2::integer)`

/** A song of the simulation costs this much at the dearest: it has two engines. */
const SONG_MICROS_MAX = 300_000

const GIFTS = `
  with owed as (
    select jobs.*, (select sum(cost_micros) from attempts where job_id = jobs.id) as micros from jobs
  ), canceled as (
    select owed.* from owed join users on users.id = owed.user_id
    where status = 'canceled' and not charged and micros > 0 and closed_at is null
      and not exists (select from credit_entries where key = 'return:' || owed.id)
  )
  select 'a person has canceled too many songs for nothing' as broken, user_id as what
    from canceled group by user_id having count(*) > $1::integer
  union all
  select 'songs that a person canceled for nothing cost the studio too much', user_id
    from canceled group by user_id having sum(micros) > $2::bigint
  union all
  select 'the studio gives away too much in a day', day::text from unpaid_costs where micros > $3::bigint
  union all
  select 'a day does not count what its songs may cost', coalesce(day::text, 'none')
    from unpaid_costs full join (
      select (created_at at time zone 'utc')::date as day, sum(unpaid_micros) as micros from jobs
      group by 1) as songs using (day)
    where coalesce(unpaid_costs.micros, 0) <> coalesce(songs.micros, 0)
  union all
  select 'a song is not counted among what nobody paid for', id from owed
    where micros > 0 and unpaid_micros = 0 and not exists (
      select from purchases where purchases.user_id = owed.user_id and purchases.status = 'paid')`

const ABANDONED = `
  select attempts.id from attempts join jobs on jobs.id = attempts.job_id
  join users on users.id = jobs.user_id
  where attempts.status = 'abandoned' and closed_at is null
    and (jobs.status = 'failed' or (jobs.status = 'canceled' and charged))`

/**
 * Checks what must be true when nothing more can happen. Returns how many files in storage belong to
 * nothing: after some faults that breaks no rule.
 */
export async function checkRules({ database }: Lane, world: World): Promise<number> {
  const { chronicle, people, rows } = world
  await rows.look({ isThorough: true })
  const broken = await Promise.all([
    database.query<{ broken: string; what: string }>({
      name: 'rules of the ledger',
      text: brokenRules('user_id = any($1)'),
      values: [[...world.wishes.keys()]],
    }),
    database.query<{ broken: string; what: string }>({
      name: 'rules of jobs',
      text: RULES,
      values: [],
    }),
  ])
  for (const { broken: rule, what } of broken.flat()) chronicle.violate(rule, what)
  for (const id of people.promised)
    if (!rows.jobs.some((job) => job.id === id)) chronicle.violate('a promised job is gone', id)
  checkDeadlines(world)
  checkMoney(world)
  await checkMusic(database, world)
  await checkCosts(database, world)
  await checkGifts(database, world)
  await checkSignUps(database, world)
  return checkStorage(database, world)
}

/** Good music whose webhook came is its owner's, unless they canceled the job. */
async function checkMusic(
  database: Lane['database'],
  { chronicle, webhooks }: World,
): Promise<void> {
  const abandoned = await database.query<{ id: string }>({
    name: 'abandoned attempts',
    text: ABANDONED,
    values: [],
  })
  for (const { attemptId, plan } of webhooks.received)
    if (isGood(plan) && abandoned.some(({ id }) => id === attemptId))
      chronicle.violate('music that was made is given to no one', attemptId)
}

/** We owe for what a provider has accepted, whatever its answer was, unless the provider has forgotten it. */
async function checkCosts(
  database: Lane['database'],
  { chronicle, allRenders }: World,
): Promise<void> {
  const free = await database.query<{ id: string }>({
    name: 'attempts for which nothing is owed',
    text: 'select id from attempts where cost_micros = 0',
    values: [],
  })
  for (const { attemptId, plan } of allRenders())
    if (!Number.isFinite(plan.forgottenAfterSeconds) && free.some(({ id }) => id === attemptId))
      chronicle.violate('nothing is owed for what a provider took on', attemptId)
}

/**
 * What the studio owes for songs that nobody paid for stays under a bound per person and day, and under what it
 * gives away in a day. No schedule is longer than a day.
 */
async function checkGifts(database: Lane['database'], { chronicle }: World): Promise<void> {
  const broken = await database.query<{ broken: string; what: string }>({
    name: 'what nobody paid for',
    text: GIFTS,
    values: [
      CONFIG.FREE_CANCELS_PER_DAY,
      CONFIG.FREE_CANCELS_PER_DAY * SONG_MICROS_MAX,
      CONFIG.UNPAID_COST_CENTS_PER_DAY * 10_000,
    ],
  })
  for (const { broken: rule, what } of broken) chronicle.violate(rule, what)
}

const isGood = ({ ending, audio, forgottenAfterSeconds }: RenderPlan) =>
  ending === 'music' && GOOD_AUDIO.includes(audio) && !Number.isFinite(forgottenAfterSeconds)

function checkDeadlines({ chronicle, cron, rows }: World): void {
  const graceSeconds = GRACE_SECONDS + cron.lateSeconds
  for (const { id, status, deadline } of rows.jobs) {
    const latest = Date.parse(deadline) + graceSeconds * 1000
    const endedAt = rows.endedAt.get(id)
    if (endedAt === undefined) chronicle.violate('a job never ends', `${id} is ${status}`)
    else if (endedAt > latest)
      chronicle.violate('a job ends too late', `${id}, by ${(endedAt - latest) / 1000} s`)
  }
}

/** Whatever broke in a sign-up, its person has everything in the end, and nothing twice. */
async function checkSignUps(
  database: Lane['database'],
  { chronicle, newcomers: { emails } }: World,
): Promise<void> {
  if (emails.length === 0) return
  const mine = 'user_id in (select id from users where email = any($1))'
  const broken = await Promise.all([
    database.query<{ broken: string; what: string }>({
      name: 'sign-ups',
      text: SIGN_UPS,
      values: [emails, CONFIG.SIGNUP_CREDITS],
    }),
    database.query<{ broken: string; what: string }>({
      name: 'rules of newcomers’ ledger',
      text: brokenRules(mine),
      values: [emails],
    }),
  ])
  for (const { broken: rule, what } of broken.flat()) chronicle.violate(rule, what)
}

/** Money that came for somebody who had left goes back once; the books and Stripe tell the same. */
function checkMoney({ chronicle, rows, stripe }: World): void {
  if (!stripe.agreesWith(rows.purchases))
    chronicle.violate('the books and Stripe disagree', JSON.stringify(rows.purchases))
  for (const { purchaseId, refunds } of stripe.sessions)
    if (refunds > 1) chronicle.violate('money went back twice', purchaseId)
}

/** Every file that a row names is in storage, and no other file is, but for those that a crash has left. */
async function checkStorage(database: Lane['database'], world: World): Promise<number> {
  const { bucket, chronicle } = world
  const files = await database.query<{ key: string }>({
    name: 'files',
    text: 'select key from files',
    values: [],
  })
  const named = new Set(files.map(({ key }) => key))
  for (const key of named)
    if (!bucket.keys.includes(key)) chronicle.violate('a file is not in storage', key)
  const orphans = bucket.keys.filter((key) => !named.has(key))
  if (!LEAVES_ORPHANS.some((fault) => chronicle.fired[fault]))
    for (const key of orphans) chronicle.violate('a file in storage belongs to nothing', key)
  return orphans.length
}
