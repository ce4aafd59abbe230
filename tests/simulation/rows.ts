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

export type JobRow = {
  id: string
  userId: string
  trackId: string
  status: JobStatus
  trackStatus: JobStatus
  version: number
  progress: number
  given: boolean
  deadline: string
  /** How many of its attempts are still waited for. */
  awaited: number
}

const LOOK = `
  select
    coalesce((select json_agg(json_build_object('id', jobs.id, 'userId', jobs.user_id,
      'trackId', jobs.track_id,
      'status', jobs.status, 'trackStatus', tracks.status, 'version', jobs.version,
      'progress', jobs.progress, 'given', jobs.given, 'deadline', jobs.deadline,
      'awaited', (select count(*) from attempts where job_id = jobs.id
        and attempts.status in ('submitting', 'unknown', 'accepted'))) order by jobs.id)
      from jobs join tracks on tracks.id = jobs.track_id), '[]') as jobs,
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

type Look = {
  jobs: JobRow[]
  events: number
  replays: number
  dead: number
  leaving: number
  wrong: string[]
}

const NOTHING: Look = { jobs: [], events: 0, replays: 0, dead: 0, leaving: 0, wrong: [] }

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
  #last = NOTHING
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
    const { jobs, events, replays, leaving } = this.#last
    return events + replays + leaving === 0 && jobs.every(({ status }) => isFinished(status))
  }

  /** When each job came to its first end. */
  get endedAt(): ReadonlyMap<string, number> {
    return this.#endedAt
  }

  async look(): Promise<void> {
    const [seen = NOTHING] = await this.#database.query<Look>({
      name: 'look at the rows',
      text: LOOK,
      values: [this.#people],
    })
    const before = new Map(this.#last.jobs.map((job) => [job.id, job]))
    const hasDied = this.#last.dead === 0 && seen.dead > 0
    this.#last = seen
    if (hasDied) this.died()
    for (const user of seen.wrong)
      this.#chronicle.violate('an account is not the sum of its entries', user)
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
    if (before?.version === job.version && before.status === status) return
    this.#chronicle.note(`${id} is ${status} (version ${job.version}, ${job.progress} %)`)
    if (before && (job.version <= before.version || job.progress < before.progress))
      this.#chronicle.violate('a job goes back', `${id} from ${before.version} to ${job.version}`)
    if (before && isGift(before, job)) this.#chronicle.fire('render late', id)
    else if (before && isFinished(before.status))
      this.#chronicle.violate('a job leaves its end', `${id} from ${before.status} to ${status}`)
    else if (before && before.status !== status && !isTransition(before.status, status))
      this.#chronicle.violate('no transition', `${id} from ${before.status} to ${status}`)
    if (isFinished(status) && !this.#endedAt.has(id)) this.#endedAt.set(id, this.#clock.now)
    if (before?.status !== status) this.moved(job)
  }
}

const isGift = (before: JobRow, { status, given }: JobRow) =>
  before.status === 'failed' && status === 'complete' && given

// `Object.keys` gives a table's own names and no others.
const NAMES = Object.keys(TRANSITIONS) as JobTransition[]

const isTransition = (from: JobStatus, to: JobStatus) =>
  NAMES.some((name) => mayTake(name, from) && TRANSITIONS[name].to === to)
