import { brokenRules } from '../ledger/broken-rules.ts'
import { ROUND_SECONDS } from './cron.ts'
import type { Fault } from './faults.ts'
import type { AudioKind, RenderPlan } from './render-plan.ts'
import type { Lane, World } from './world.ts'

/** Whatever goes wrong, a job is over by its deadline and this many rounds of cron. */
const ROUNDS = 2
/** What the last of these rounds itself may take. */
const ROUND_SECONDS_MAX = 5

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

const ABANDONED = `
  select attempts.id from attempts join jobs on jobs.id = attempts.job_id
  join users on users.id = jobs.user_id
  where attempts.status = 'abandoned' and jobs.status = 'failed' and closed_at is null`

/**
 * Checks what must be true when nothing more can happen. Returns how many files in storage belong to
 * nothing: after some faults that breaks no rule.
 */
export async function checkRules({ database }: Lane, world: World): Promise<number> {
  const { chronicle, people, rows } = world
  await rows.look()
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
  await checkMusic(database, world)
  await checkCosts(database, world)
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

const isGood = ({ ending, audio, forgottenAfterSeconds }: RenderPlan) =>
  ending === 'music' && GOOD_AUDIO.includes(audio) && !Number.isFinite(forgottenAfterSeconds)

function checkDeadlines({ chronicle, rows }: World): void {
  for (const { id, status, deadline } of rows.jobs) {
    const latest = Date.parse(deadline) + (ROUNDS * ROUND_SECONDS + ROUND_SECONDS_MAX) * 1000
    const endedAt = rows.endedAt.get(id)
    if (endedAt === undefined) chronicle.violate('a job never ends', `${id} is ${status}`)
    else if (endedAt > latest)
      chronicle.violate('a job ends too late', `${id}, by ${(endedAt - latest) / 1000} s`)
  }
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
