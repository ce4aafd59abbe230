import type { Agenda } from './agenda.ts'
import type { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import type { Fate, Strike } from './fate.ts'
import type { Fault } from './faults.ts'
import {
  type Await,
  type End,
  type Invocation,
  invocations,
  type Port,
  type Request,
  Unreachable,
} from './invocation.ts'
import { settle } from './runtime.ts'

/** How long the Worker waits. The first four are its own settings, the others the platform's. */
const PATIENCE_SECONDS: Record<Port, number> = {
  postgres: 8,
  redis: 1.5,
  provider: 20,
  files: 45,
  bucket: 30,
  stripe: 17,
  queue: 30,
}
/** What a refusal is called where it means more than that. */
const REFUSALS: Partial<Record<Port, Fault>> = { queue: 'send lost', bucket: 'storage throws' }
/** More than any schedule takes: one that needs more never ends. */
const TURNS_MAX = 40_000
/** Of real time: other threads load and hash meanwhile. */
const STUCK_MILLISECONDS = 30_000

/** Something that could happen next, and since when. */
export type Option = { since: number; go(): void | Promise<void> }

/** A source of things that can happen, beside awaits and the agenda. */
export type Source = { options(now: number): Option[]; readonly nextAt: number }

/** Faults that last longer than the await at which they begin. */
export type Disasters = Record<
  Exclude<Strike, `${'crash' | 'answer'} ${string}` | 'refused' | 'deploy'>,
  () => void
>

type World = {
  clock: Clock
  agenda: Agenda
  chronicle: Chronicle
  fate: Fate
  disasters: Disasters
}

/**
 * Lets one thing happen after the other, in the order that fate picks. Every request of the Worker waits
 * here until its turn comes; then it is answered, fails, or dies with its invocation.
 */
export class Scheduler {
  readonly #world: World
  readonly #running = new Set<Invocation>()
  readonly #sources: Source[] = []
  /** Every request that was made so far, by name. */
  readonly awaits: string[] = []
  #calm = 0

  constructor(world: World) {
    this.#world = world
  }

  /** Adds a source of things that can happen. */
  draw(source: Source): void {
    this.#sources.push(source)
  }

  get isCalm(): boolean {
    return this.#calm > 0
  }

  /** Until what it returns is called, no new fault strikes. */
  calm(): () => void {
    this.#calm += 1
    return () => {
      this.#calm -= 1
    }
  }

  get isIdle(): boolean {
    return this.#running.size === 0
  }

  /** Runs a piece of the Worker as an invocation of its own. */
  start<Answer>(
    name: string,
    work: () => Promise<Answer>,
    ended: (end: End<Answer>) => void = () => undefined,
  ): Invocation {
    const since = this.#world.clock.now
    const invocation: Invocation = {
      name,
      isDisturbed: false,
      state: 'running',
      since,
      awaits: new Set(),
      // `end` comes from this very work, and so has its type.
      ended: (end) => ended(end as End<Answer>),
    }
    this.#running.add(invocation)
    this.#world.chronicle.note(`${name} begins`)
    invocations.run(invocation, work).then(
      (answer) => this.#end(invocation, { how: 'done', answer }),
      (error: unknown) => this.#end(invocation, { how: 'failed', error }),
    )
    return invocation
  }

  /** Waits until it is this request's turn. An invocation that is dead waits forever. */
  ask<Answer>(request: Request<Answer>): Promise<Answer> {
    const invocation = invocations.getStore()
    if (!invocation) throw new Error(`${request.name} is asked outside of an invocation`)
    const asked = new Promise<unknown>((resolve, reject) => {
      if (invocation.state !== 'running') return
      const waiting: Await = {
        invocation,
        request,
        since: this.#world.clock.now,
        number: this.awaits.length + 1,
        answer: null,
        settle: { resolve, reject },
      }
      this.awaits.push(lineOf(waiting))
      invocation.awaits.add(waiting)
    })
    // It resolves to what this request answers, and nothing else.
    return asked as Promise<Answer>
  }

  /** Goes on until nothing is offered any more and `isOver`. */
  async run(isOver: () => boolean): Promise<void> {
    const { clock, agenda, chronicle, fate } = this.#world
    for (let turn = 0; turn < TURNS_MAX; turn += 1) {
      await this.#settle()
      await this.#giveUp()
      const options = this.#options()
      if (options.length > 0) {
        await fate.pick(options).go()
        clock.advanceTo(clock.now + (this.isCalm ? 1 : fate.pause()))
      } else {
        const offeredAt = Math.min(...this.#sources.map(({ nextAt }) => nextAt))
        if (offeredAt === Number.POSITIVE_INFINITY && isOver()) return
        clock.advanceTo(Math.min(agenda.nextAt, offeredAt))
      }
    }
    chronicle.violate('a schedule never ends', `it took ${TURNS_MAX} turns`)
  }

  /** Lets the Worker's own code run until every living invocation waits for an answer. */
  async #settle(): Promise<void> {
    const began = performance.now()
    do {
      await settle()
      if ([...this.#running].every(({ awaits }) => awaits.size > 0)) return
    } while (performance.now() - began < STUCK_MILLISECONDS)
    const stuck = [...this.#running].find(({ awaits }) => awaits.size === 0)
    throw new Error(`"${stuck?.name}" waits for something that isn't simulated`)
  }

  #options(): Option[] {
    const { agenda, clock } = this.#world
    const events = agenda
      .due(clock.now)
      .map((event) => ({ since: event.at, go: () => agenda.take(event) }))
    const awaits = this.#allAwaits().map((each) => ({
      since: each.since,
      go: () => this.#proceed(each),
    }))
    return [...events, ...awaits, ...this.#sources.flatMap((source) => source.options(clock.now))]
  }

  #allAwaits(): Await[] {
    return [...this.#running].flatMap(({ awaits }) => [...awaits])
  }

  async #proceed(waiting: Await): Promise<void> {
    if (waiting.answer) return this.#answer(waiting)
    const { fate, chronicle, disasters } = this.#world
    const line = lineOf(waiting)
    const strike = this.isCalm ? null : fate.strike(waiting)
    if (strike) waiting.invocation.isDisturbed = true
    switch (strike) {
      case 'crash before':
        chronicle.fire(strike, line)
        return this.#end(waiting.invocation, { how: 'died' })
      case 'crash after':
        await this.#happen(waiting)
        chronicle.fire(strike, line)
        return this.#end(waiting.invocation, { how: 'died' })
      case 'refused':
        chronicle.fire(REFUSALS[waiting.request.port] ?? strike, line)
        return this.#lose(waiting)
      case 'answer lost':
        await this.#happen(waiting)
        chronicle.fire(strike, line)
        return this.#lose(waiting)
      case 'deploy':
        chronicle.fire(strike, line)
        for (const invocation of [...this.#running]) this.#end(invocation, { how: 'died' })
        return
      default:
        if (strike) disasters[strike]()
        chronicle.note(line)
        await this.#happen(waiting)
        if (this.isCalm || !fate.delaysAnswer()) this.#answer(waiting)
    }
  }

  async #happen(waiting: Await): Promise<void> {
    const { resolve, reject } = waiting.settle
    try {
      const answer = await waiting.request.happen()
      waiting.answer = () => resolve(answer)
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      waiting.invocation.isDisturbed = true
      waiting.answer = () => reject(error)
    }
  }

  #answer(waiting: Await): void {
    waiting.invocation.awaits.delete(waiting)
    waiting.answer?.()
  }

  #lose(waiting: Await): void {
    waiting.invocation.awaits.delete(waiting)
    try {
      waiting.settle.resolve(waiting.request.lost())
    } catch (error) {
      waiting.settle.reject(error)
    }
  }

  /**
   * Requests that have waited too long fail, whether they have happened or not. One after the other, as workerd
   * runs them: Upstash's client sends in one request what is asked in one turn.
   */
  async #giveUp(): Promise<void> {
    const { agenda, chronicle, clock, fate } = this.#world
    for (const waiting of this.#allAwaits()) {
      const { request, invocation, since, answer } = waiting
      if (!invocation.awaits.has(waiting)) continue
      if (clock.now - since < PATIENCE_SECONDS[request.port] * 1000) continue
      const line = lineOf(waiting)
      chronicle.fire('timed out', line)
      invocation.isDisturbed = true
      this.#lose(waiting)
      await this.#settle()
      if (request.port !== 'postgres' || answer !== null || !fate.happensLate()) continue
      agenda.add(clock.now, line, async () => {
        chronicle.fire('happens too late', line)
        await this.#happen(waiting)
      })
    }
  }

  #end(invocation: Invocation, end: End<unknown>): void {
    if (invocation.state !== 'running') return
    invocation.state = end.how === 'died' ? 'dead' : 'ended'
    invocation.awaits.clear()
    this.#running.delete(invocation)
    const why = end.how === 'failed' ? `: ${String(end.error).split('\n')[0]}` : ''
    this.#world.chronicle.note(`${invocation.name} ${end.how}${why}`)
    invocation.ended(end)
  }
}

function lineOf({ invocation, request }: Await): string {
  return `${invocation.name}: ${request.port} ${request.name}`
}
