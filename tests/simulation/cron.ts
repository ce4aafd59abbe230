import { everyMinute } from '../../worker/cron/every-minute.ts'
import type { Services } from '../../worker/services.ts'
import type { Agenda } from './agenda.ts'
import type { Chronicle } from './chronicle.ts'
import type { Clock } from './clock.ts'
import type { Fate } from './fate.ts'
import type { Postgres } from './postgres.ts'
import type { Redis } from './redis.ts'
import type { Rows } from './rows.ts'
import type { Scheduler } from './scheduler.ts'

export const ROUND_SECONDS = 60
/** A round that takes longer is one in which something went wrong. */
const PROMPT_SECONDS = 30

type World = {
  clock: Clock
  agenda: Agenda
  chronicle: Chronicle
  fate: Fate
  scheduler: Scheduler
  postgres: Postgres
  redis: Redis
  rows: Rows
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

  constructor(world: World) {
    this.#world = world
  }

  start(): void {
    const { agenda, clock } = this.#world
    const minute = ROUND_SECONDS * 1000
    const nextAt = Math.floor(clock.now / minute) * minute + minute
    agenda.add(nextAt, 'cron', () => this.#round(), { isBackground: true })
  }

  #round(): void {
    const { chronicle, clock, fate, postgres, redis, rows, scheduler, services } = this.#world
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
    if (isSpared) {
      scheduler.isCalm = true
      postgres.heal()
      redis.heal()
    }
    const round = scheduler.start(
      'cron',
      () => everyMinute(services()),
      ({ how }) => {
        const isPrompt = clock.now - round.since < PROMPT_SECONDS * 1000
        this.#isSpared = how !== 'done' || round.isDisturbed || !isPrompt
        if (isSpared) scheduler.isCalm = false
      },
    )
  }
}
