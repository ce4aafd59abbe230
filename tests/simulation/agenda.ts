/** Something that will happen by itself at a time, such as a webhook that is on its way. */
export type Event = {
  at: number
  name: string
  /** Cron goes on forever: a schedule doesn't wait for it. */
  isBackground: boolean
  happen(): void | Promise<void>
}

/** What is still to happen, in no particular order: the fate decides what comes next. */
export class Agenda {
  readonly #events = new Set<Event>()

  add(at: number, name: string, happen: Event['happen'], { isBackground = false } = {}): void {
    this.#events.add({ at, name, isBackground, happen })
  }

  due(now: number): Event[] {
    return [...this.#events].filter(({ at }) => at <= now)
  }

  /** When the next thing happens; infinity when nothing will. */
  get nextAt(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...[...this.#events].map(({ at }) => at))
  }

  /** Whether nothing is left but what goes on forever. */
  get isDone(): boolean {
    return [...this.#events].every(({ isBackground }) => isBackground)
  }

  take(event: Event): void | Promise<void> {
    this.#events.delete(event)
    return event.happen()
  }
}
