import { askForReplay } from '../../worker/db/dead-messages.ts'
import { closeAccount } from '../../worker/domain/accounts/close-account.ts'
import { cancelJob } from '../../worker/domain/jobs/cancel-job.ts'
import { readJob } from '../../worker/domain/jobs/read-job.ts'
import { buyPack } from '../../worker/domain/purchases/buy-pack.ts'
import { requestTrack, type TrackRequested } from '../../worker/domain/tracks/request-track.ts'
import { retryTrack } from '../../worker/domain/tracks/retry-track.ts'
import { DomainError } from '../../worker/errors.ts'
import type { Services } from '../../worker/services.ts'
import { isFinished } from '../../worker/states/job-states.ts'
import type { Agenda } from './agenda.ts'
import type { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import type { End } from './invocation.ts'
import type { JobRow } from './rows.ts'
import type { Scheduler } from './scheduler.ts'
import type { Wish } from './story.ts'
import type { SimulatedStripe } from './stripe.ts'

/** When no answer comes, a browser sends the same request again, with the same key. */
const TRIES_MAX = 3
const AGAIN_SECONDS = 2
const RETRY_SECONDS = 3
const AFTER_LEAVING_SECONDS = 1
/** The pauses between a person's looks at their job. */
const LOOK_SECONDS = [1, 10, 60, 300, 600] as const

type World = {
  clock: Clock
  agenda: Agenda
  chronicle: Chronicle
  scheduler: Scheduler
  stripe: SimulatedStripe
  services(): Services
}

/** People at their browsers, and an operator. */
export class People {
  readonly #world: World
  readonly #wishes: ReadonlyMap<string, Wish>
  readonly #retried = new Set<string>()
  readonly #canceled = new Set<string>()
  /** Whose accounts are closed for good. */
  readonly #left = new Set<string>()
  /** What each person waits for right now. */
  readonly #busy = new Map<string, number>()
  /** The jobs that a 202 has promised. */
  readonly promised = new Set<string>()

  /** `wishes`: by user. */
  constructor(world: World, wishes: ReadonlyMap<string, Wish>) {
    this.#world = world
    this.#wishes = wishes
  }

  start(): void {
    for (const [userId, wish] of this.#wishes) {
      for (let number = 0; number < wish.songs; number += 1)
        for (const device of devicesOf(wish))
          this.#wish(userId, wish, `${number}${device} of ${userId}`, wish.atSeconds + number)
      const { buys } = wish
      if (buys)
        for (const device of devicesOf(wish))
          this.#later(buys.atSeconds, `purchase${device} of ${userId}`, (name) =>
            this.#buy({ name, userId }, buys),
          )
    }
  }

  #wish(userId: string, { song, cancel }: Wish, which: string, atSeconds: number): void {
    this.#later(atSeconds, `request ${which}`, (name) =>
      this.#request(
        { name, userId },
        () =>
          requestTrack(this.#world.services(), { userId, song, idempotencyKey: `wish ${which}` }),
        (jobId) => {
          if (cancel && 'afterSeconds' in cancel)
            this.#later(cancel.afterSeconds, `cancel of ${jobId}`, (name) =>
              this.#cancel(name, userId, jobId),
            )
        },
      ),
    )
  }

  #buy(
    { name, userId }: { name: string; userId: string },
    buys: NonNullable<Wish['buys']>,
    tries = 1,
  ): void {
    const { chronicle, services, stripe } = this.#world
    const buyer = { id: userId, email: userId }
    const ask = () => buyPack(services(), { buyer, pack: 'starter', idempotencyKey: name })
    this.#start({ name, userId }, ask, (end) => {
      if (end.how === 'done')
        this.#later(buys.payAfterSeconds, `payment of ${end.answer.purchaseId}`, () => {
          const isOpen = stripe.pay(end.answer.purchaseId, buys.bankSeconds)
          if (!isOpen && this.#left.has(userId)) chronicle.fire('page closed', userId)
        })
      else if (isRefusedForGood(end)) this.#refused(end.error, userId)
      else if (tries < TRIES_MAX)
        this.#later(AGAIN_SECONDS, name, () => this.#buy({ name, userId }, buys, tries + 1))
    })
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
    this.#start({ name, userId }, ask, (end) => {
      if (end.how === 'done')
        for (const { id } of end.answer.jobs) {
          this.promised.add(id)
          promised(id)
          this.#look(userId, id)
        }
      else if (end.how === 'failed' && end.error instanceof DomainError)
        this.#refused(end.error, userId)
      else if (tries < TRIES_MAX)
        this.#later(AGAIN_SECONDS, name, () =>
          this.#request({ name, userId }, ask, promised, tries + 1),
        )
    })
  }

  #refused({ code }: DomainError, userId: string): void {
    const { chronicle } = this.#world
    if (code === 'rate_limited') chronicle.fire('too many open jobs', userId)
    if (code === 'unavailable') chronicle.fire('nothing left to give', userId)
    if (code === 'unauthenticated') chronicle.fire('acts after leaving', userId)
  }

  #cancel(name: string, userId: string, jobId: string): void {
    const wish = this.#wishes.get(userId)
    if (!wish) return
    for (const device of devicesOf(wish))
      if (wish.isLeaving) this.#leave(wish, { name: `leaving${device} of ${userId}`, userId })
      else this.#cancelOn({ name: `${name}${device}`, userId }, jobId)
  }

  #cancelOn(who: { name: string; userId: string }, jobId: string): void {
    const { chronicle, services } = this.#world
    this.#start(
      who,
      () => cancelJob(services(), { userId: who.userId, jobId }),
      (end) => {
        if (end.how !== 'done') return
        if (end.answer.charged) chronicle.fire('cancel charged', jobId)
        if (this.#canceled.has(jobId)) chronicle.violate('a job is canceled twice', jobId)
        this.#canceled.add(jobId)
      },
    )
  }

  /** The other device doesn't know, and goes on. */
  #leave(wish: Wish, who: { name: string; userId: string }): void {
    const { userId } = who
    const isFirst = !this.#left.has(userId)
    this.#start(
      who,
      () => closeAccount(this.#world.services(), { userId, email: userId }),
      (end) => {
        if (end.how !== 'done') return
        this.#left.add(userId)
        if (!isFirst || wish.devices === 1) return
        this.#wish(userId, wish, `after ${who.name}`, AFTER_LEAVING_SECONDS)
      },
    )
  }

  #start<Answer>(
    { name, userId }: { name: string; userId: string },
    work: () => Promise<Answer>,
    ended: (end: End<Answer>) => void,
  ): void {
    const count = (change: number) => this.#busy.set(userId, (this.#busy.get(userId) ?? 0) + change)
    if (this.#busy.get(userId) && this.#wishes.get(userId)?.devices === 2)
      this.#world.chronicle.fire('two devices at once', name)
    count(1)
    this.#world.scheduler.start(name, work, (end) => {
      count(-1)
      ended(end)
    })
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

const devicesOf = ({ devices }: Wish) => (devices === 1 ? [''] : [' on A', ' on B'])

function isRefusedForGood(end: End<unknown>): end is { how: 'failed'; error: DomainError } {
  return (
    end.how === 'failed' && end.error instanceof DomainError && end.error.code !== 'unavailable'
  )
}
