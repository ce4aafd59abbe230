import { everyMinute } from '../../worker/cron/every-minute.ts'
import type { Services } from '../../worker/services.ts'
import type { Agenda } from './agenda.ts'
import type { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import type { Fate } from './fate.ts'
import { ROUND_SECONDS } from './grace.ts'
import type { Rows } from './rows.ts'
import type { Scheduler } from './scheduler.ts'

/** A round that takes longer is one in which something went wrong. */
const PROMPT_SECONDS = 30

type World = {
  clock: Clock
  agenda: Agenda
  chronicle: Chronicle
  fate: Fate
  scheduler: Scheduler
  rows: Rows
  /** Brings all services up again. */
  heal(): void
  services(): Services
}

/**
 * Rescues jobs every minute. Anything may go wrong in a round, but never in two rounds in a row: after a
 * disturbed one the next is spared, with its services up. The promise that every job ends needs nothing
 * else. A round that would find nothing isn't run at all, to save time.
 */
export class Cron {
  readonly #world: World
  #isSpared = false
  /** How late a round has begun at most, while the world lingered. */
  lateSeconds = 0

  constructor(world: World) {
    this.#world = world
  }

  start(): void {
    const { agenda, clock } = this.#world
    const minute = ROUND_SECONDS * 1000
    const nextAt = Math.floor(clock.now / minute) * minute + minute
    agenda.add(nextAt, 'cron', () => this.#round(nextAt), { isBackground: true })
  }

  #round(dueAt: number): void {
    const { chronicle, clock, fate, heal, rows, scheduler, services } = this.#world
    this.lateSeconds = Math.max(this.lateSeconds, (clock.now - dueAt) / 1000)
    this.start()
    if (rows.isQuiet) return
    if (!this.#isSpared && fate.skipsCron()) {
      this.#isSpared = true
      chronicle.fire('cron round skipped', 'no rescue')
      return
    }
    const isSpared = this.#isSpared
    // Until it has ended well, it hasn't.
    this.#isSpared = true
    const release = isSpared ? scheduler.calm() : () => undefined
    if (isSpared) heal()
    const round = scheduler.start(
      'cron',
      () => everyMinute(services()),
      ({ how }) => {
        const isPrompt = clock.now - round.since < PROMPT_SECONDS * 1000
        this.#isSpared = how !== 'done' || round.isDisturbed || !isPrompt
        release()
      },
    )
  }
}
