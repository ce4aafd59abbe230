import { LINE_SECONDS_MAX } from '../../worker/db/jobs/line.ts'
import {
  isFinished,
  type JobStatus,
  type JobTransition,
  mayTake,
  TRANSITIONS,
} from '../../worker/states/job-states.ts'
import type { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database.ts'
import { GRACE_SECONDS } from './grace.ts'
import { CONFIG } from './services.ts'

export type JobRow = {
  id: string
  userId: string
  trackId: string
  status: JobStatus
  trackStatus: JobStatus
  version: number
  progress: number
  given: boolean
  charged: boolean
  line: string | null
  deadline: string
  /** How many of its attempts are still waited for. */
  awaited: number
}

export type PurchaseRow = {
  id: string
  status: string
  paidCents: number | null
  refundedCents: number
  /** Its money came when the account was closed. */
  isAfterLeaving: boolean
}

const LOOK = `
  select
    coalesce((select json_agg(json_build_object('id', jobs.id, 'userId', jobs.user_id,
      'trackId', jobs.track_id,
      'status', jobs.status, 'trackStatus', tracks.status, 'version', jobs.version,
      'progress', jobs.progress, 'given', jobs.given, 'charged', jobs.charged, 'line', jobs.line, 'deadline', jobs.deadline,
      'awaited', (select count(*) from attempts where job_id = jobs.id
        and attempts.status in ('submitting', 'unknown', 'accepted'))) order by jobs.id)
      from jobs join tracks on tracks.id = jobs.track_id), '[]') as jobs,
    coalesce((select json_agg(crowd) from (select provider, count(*)::int as songs from attempts
      where status in ('submitting', 'unknown', 'accepted', 'overdue') group by provider) as crowd
      where songs > $2), '[]') as crowded,
    coalesce((select json_agg(json_build_object('id', purchases.id, 'status', purchases.status,
      'paidCents', paid_cents, 'refundedCents', refunded_cents,
      'isAfterLeaving', coalesce(paid_at > closed_at, false)))
      from purchases join users on users.id = purchases.user_id
      where purchases.user_id = any($1) and session_id is not null), '[]') as purchases,
    (select count(*)::int from inbox where processed_at is null) as events,
    (select count(*)::int from dead_messages
      where replay_at is not null and replayed_at is null) as replays,
    (select count(*)::int from dead_messages) as dead,
    (select count(*)::int from users where id = any($1)
      and closed_at is not null and erased_at is null) as leaving,
    coalesce((select json_agg(account.user_id) from credit_accounts account
      cross join lateral (select sum(balance_delta) as balance, sum(held_delta) as held
        from credit_entries where credit_entries.user_id = account.user_id) entries
      where account.user_id = any($1) and (account.held < 0
        or (account.balance, account.held) is distinct from (entries.balance, entries.held))),
      '[]') as wrong`

/** Looking at so many jobs takes long: then once in a simulated second is enough. */
const CROWD = 50
const CROWD_LOOK_MILLISECONDS = 1000
/** Of each provider. */
const PLACES_MAX = CONFIG.FAL_CONCURRENCY

type Look = {
  jobs: JobRow[]
  purchases: PurchaseRow[]
  events: number
  replays: number
  dead: number
  leaving: number
  wrong: string[]
  crowded: { provider: string; songs: number }[]
}

const NOTHING: Look = {
  jobs: [],
  purchases: [],
  events: 0,
  replays: 0,
  dead: 0,
  leaving: 0,
  wrong: [],
  crowded: [],
}

/**
 * Looks at the rows after each query that may have written, and checks what must be true at every moment:
 * no job goes back, none leaves its end (but for late music that is given) or waits for two attempts at
 * once, a track has the state of its job, and balances are the sums of their entries.
 */
export class Rows {
  readonly #database: Database
  readonly #clock: Clock
  readonly #chronicle: Chronicle
  readonly #people: string[]
  readonly #endedAt = new Map<string, number>()
  readonly #inLineSince = new Map<string, number>()
  #last = NOTHING
  #lookedAt = 0
  /** Whether the studio knows of all money that came and went back. */
  isMoneySettled: (purchases: readonly PurchaseRow[]) => boolean = () => true
  /** Called when a job is in another state. */
  moved: (job: JobRow) => void = () => undefined
  /** Called when the first message has died. */
  died: () => void = () => undefined

  constructor(world: { database: Database; clock: Clock; chronicle: Chronicle }, people: string[]) {
    this.#database = world.database
    this.#clock = world.clock
    this.#chronicle = world.chronicle
    this.#people = people
  }

  get jobs(): JobRow[] {
    return this.#last.jobs
  }

  /** Whether nothing is left for cron to do. */
  get isQuiet(): boolean {
    const { jobs, purchases, events, replays, leaving } = this.#last
    if (events + replays + leaving > 0 || !this.isMoneySettled(purchases)) return false
    return jobs.every((job) => isFinished(job.status) && !isCharged(job))
  }

  /** When each job came to its first end. */
  get endedAt(): ReadonlyMap<string, number> {
    return this.#endedAt
  }

  get purchases(): PurchaseRow[] {
    return this.#last.purchases
  }

  async look({ isThorough = false } = {}): Promise<void> {
    const { now } = this.#clock
    const isCrowded = this.#last.jobs.length > CROWD && !isThorough
    if (isCrowded && now - this.#lookedAt < CROWD_LOOK_MILLISECONDS) return
    this.#lookedAt = now
    const [seen = NOTHING] = await this.#database.query<Look>({
      name: 'look at the rows',
      text: LOOK,
      values: [this.#people, PLACES_MAX],
    })
    const before = new Map(this.#last.jobs.map((job) => [job.id, job]))
    const paidBefore = this.#last.purchases.filter(isPaidAfterLeaving).length
    const hasDied = this.#last.dead === 0 && seen.dead > 0
    this.#last = seen
    if (hasDied) this.died()
    for (const { id } of seen.purchases.filter(isPaidAfterLeaving).slice(paidBefore))
      this.#chronicle.fire('paid after leaving', id)
    for (const user of seen.wrong)
      this.#chronicle.violate('an account is not the sum of its entries', user)
    for (const { provider, songs } of seen.crowded)
      this.#chronicle.violate(
        'a provider has more of our songs than it may',
        `${provider}, ${songs}`,
      )
    for (const job of seen.jobs) this.#compare(before.get(job.id) ?? null, job)
  }

  #compare(before: JobRow | null, job: JobRow): void {
    const { id, status, trackStatus } = job
    if (status !== trackStatus)
      this.#chronicle.violate(
        'a track does not say what its job says',
        `${id} ${status}, ${trackStatus}`,
      )
    if (job.awaited > 1) this.#chronicle.violate('a job waits for two attempts', id)
    this.#watchLine(before, job)
    if (before?.version === job.version && before.status === status) return
    this.#chronicle.note(`${id} is ${status} (version ${job.version}, ${job.progress} %)`)
    if (before && (job.version <= before.version || job.progress < before.progress))
      this.#chronicle.violate('a job goes back', `${id} from ${before.version} to ${job.version}`)
    if (before && isReturned(before, job)) this.#chronicle.fire('charge returned', id)
    else if (before && isGift(before, job)) this.#chronicle.fire('render late', id)
    else if (before && isPaidFor(before, job)) this.#chronicle.fire('charged music', id)
    else if (before && isFinished(before.status))
      this.#chronicle.violate('a job leaves its end', `${id} from ${before.status} to ${status}`)
    else if (before && before.status !== status && !isTransition(before.status, status))
      this.#chronicle.violate('no transition', `${id} from ${before.status} to ${status}`)
    if (isFinished(status) && !this.#endedAt.has(id)) this.#endedAt.set(id, this.#clock.now)
    if (before?.status !== status) this.moved(job)
  }

  /** However many wait, nobody waits longer than may be. */
  #watchLine(before: JobRow | null, { id, line }: JobRow): void {
    const { now } = this.#clock
    if (line === null) this.#inLineSince.delete(id)
    else if (!this.#inLineSince.has(id)) this.#inLineSince.set(id, now)
    if (line !== null && (before?.line ?? null) === null) this.#chronicle.fire('waits in line', id)
    const seconds = (now - (this.#inLineSince.get(id) ?? now)) / 1000
    if (seconds > LINE_SECONDS_MAX + GRACE_SECONDS)
      this.#chronicle.violate('a job waits in line for too long', id)
  }
}

const isPaidAfterLeaving = ({ status, isAfterLeaving }: PurchaseRow) =>
  status === 'paid' && isAfterLeaving

const isCharged = ({ status, charged }: JobRow) => status === 'canceled' && charged

const isReturned = (before: JobRow, job: JobRow) =>
  isCharged(before) && job.status === 'canceled' && !job.charged

const isGift = (before: JobRow, { status, given }: JobRow) =>
  before.status === 'failed' && status === 'complete' && given

const isPaidFor = (before: JobRow, { status, given }: JobRow) =>
  before.status === 'canceled' && before.charged && status === 'complete' && !given

// `Object.keys` gives a table's own names and no others.
const NAMES = Object.keys(TRANSITIONS) as JobTransition[]

const isTransition = (from: JobStatus, to: JobStatus) =>
  NAMES.some((name) => mayTake(name, from) && TRANSITIONS[name].to === to)
