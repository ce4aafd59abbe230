/** When every schedule begins: at the full minute, so that the first cron round is a minute away. */
const START = Date.UTC(2030, 0, 1)

/** Simulated time in whole milliseconds. It moves only when the scheduler moves it. */
export class Clock {
  #now = START

  get now(): number {
    return this.#now
  }

  /** Seconds since the schedule began. */
  get elapsedSeconds(): number {
    return (this.#now - START) / 1000
  }

  advanceTo(time: number): void {
    this.#now = Math.max(this.#now, Math.ceil(time))
  }

  reset(): void {
    this.#now = START
  }
}
