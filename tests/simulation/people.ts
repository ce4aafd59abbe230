import { askForReplay } from '../../worker/db/dead-messages.ts'
import { closeAccount } from '../../worker/domain/accounts/close-account.ts'
import { cancelJob } from '../../worker/domain/jobs/cancel-job.ts'
import { readJob } from '../../worker/domain/jobs/read-job.ts'
import { requestTrack, type TrackRequested } from '../../worker/domain/tracks/request-track.ts'
import { retryTrack } from '../../worker/domain/tracks/retry-track.ts'
import { DomainError } from '../../worker/errors.ts'
import type { Services } from '../../worker/services.ts'
import { isFinished } from '../../worker/states/job-states.ts'
import type { Agenda } from './agenda.ts'
import type { Clock } from './clock.ts'
import type { JobRow } from './rows.ts'
import type { Scheduler } from './scheduler.ts'
import type { Wish } from './story.ts'

/** When no answer comes, a browser sends the same request again, with the same key. */
const TRIES_MAX = 3
const AGAIN_SECONDS = 2
const RETRY_SECONDS = 3
/** The pauses between a person's looks at their job. */
const LOOK_SECONDS = [1, 10, 60, 300, 600] as const

type World = { clock: Clock; agenda: Agenda; scheduler: Scheduler; services(): Services }

/** People at their browsers, and an operator. */
export class People {
  readonly #world: World
  readonly #wishes: ReadonlyMap<string, Wish>
  readonly #retried = new Set<string>()
  /** The jobs that a 202 has promised. */
  readonly promised = new Set<string>()

  /** `wishes`: by user. */
  constructor(world: World, wishes: ReadonlyMap<string, Wish>) {
    this.#world = world
    this.#wishes = wishes
  }

  start(): void {
    for (const [userId, wish] of this.#wishes) {
      const { song, cancel } = wish
      this.#later(wish.atSeconds, `request of ${userId}`, (name) =>
        this.#request(
          { name, userId },
          () =>
            requestTrack(this.#world.services(), {
              userId,
              song,
              idempotencyKey: `wish ${userId}`,
            }),
          (jobId) => {
            if (cancel && 'afterSeconds' in cancel)
              this.#later(cancel.afterSeconds, `cancel of ${jobId}`, (name) =>
                this.#cancel(name, userId, jobId),
              )
          },
        ),
      )
    }
  }

  /** A person sees a new state of their job. */
  see({ id: jobId, userId, trackId, status }: JobRow): void {
    const wish = this.#wishes.get(userId)
    if (wish?.cancel && 'when' in wish.cancel && wish.cancel.when === status)
      this.#later(0, `cancel of ${jobId}`, (name) => this.#cancel(name, userId, jobId))
    if (!wish?.isRetried || this.#retried.has(userId)) return
    if (status !== 'failed' && status !== 'canceled') return
    this.#retried.add(userId)
    this.#later(RETRY_SECONDS, `retry of ${jobId}`, (name) =>
      this.#request({ name, userId }, () =>
        retryTrack(this.#world.services(), { userId, trackId }),
      ),
    )
  }

  /** An operator has all dead messages sent again. */
  replay(afterSeconds: number): void {
    this.#later(afterSeconds, 'replay', (name) =>
      this.#world.scheduler.start(name, () =>
        askForReplay(this.#world.services().db, { id: 'all', actor: 'operator' }),
      ),
    )
  }

  /** Asks until there is an answer: then the track is promised, and its owner looks at it now and then. */
  #request(
    { name, userId }: { name: string; userId: string },
    ask: () => Promise<TrackRequested>,
    promised: (jobId: string) => void = () => undefined,
    tries = 1,
  ): void {
    this.#world.scheduler.start(name, ask, (end) => {
      if (end.how === 'done')
        for (const { id } of end.answer.jobs) {
          this.promised.add(id)
          promised(id)
          this.#look(userId, id)
        }
      else if (tries < TRIES_MAX && !(end.how === 'failed' && end.error instanceof DomainError))
        this.#later(AGAIN_SECONDS, name, () =>
          this.#request({ name, userId }, ask, promised, tries + 1),
        )
    })
  }

  #cancel(name: string, userId: string, jobId: string): void {
    const { scheduler, services } = this.#world
    if (this.#wishes.get(userId)?.isLeaving)
      scheduler.start(`leaving of ${userId}`, () => closeAccount(services(), userId))
    else scheduler.start(name, () => cancelJob(services(), { userId, jobId }))
  }

  #look(userId: string, jobId: string, looks = 0): void {
    const seconds = LOOK_SECONDS[looks]
    if (seconds === undefined) return
    const { scheduler, services } = this.#world
    this.#later(seconds, `look at ${jobId}`, (name) =>
      scheduler.start(
        name,
        () => readJob(services(), { userId, jobId }),
        (end) => {
          if (end.how !== 'done' || !isFinished(end.answer.status))
            this.#look(userId, jobId, looks + 1)
        },
      ),
    )
  }

  #later(seconds: number, name: string, happen: (name: string) => void): void {
    const { agenda, clock } = this.#world
    agenda.add(clock.now + seconds * 1000, name, () => happen(name))
  }
}
