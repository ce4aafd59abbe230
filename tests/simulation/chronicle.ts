import type { Clock } from './clock.ts'
import type { Fault } from './faults.ts'

const ID = /\b(usr|trk|job|att|fil|req)_[0-9a-z]{26}\b/g

/**
 * What happened in a schedule, line by line, which faults took effect and which rules were broken.
 * Ids differ from run to run, so they are written as `job 1`, in the order of their appearance.
 */
export class Chronicle {
  readonly lines: string[] = []
  readonly fired: Partial<Record<Fault, number>> = {}
  readonly violations: string[] = []
  readonly #clock: Clock
  readonly #names = new Map<string, string>()
  readonly #counts = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  note(line: string): void {
    this.lines.push(`${this.#clock.elapsedSeconds.toFixed(3).padStart(9)}  ${this.#rename(line)}`)
  }

  fire(fault: Fault, line: string): void {
    this.fired[fault] = (this.fired[fault] ?? 0) + 1
    this.note(`${fault}: ${line}`)
  }

  /** Tells of a broken rule, once, however often it is seen. */
  violate(rule: string, what: string): void {
    const violation = this.#rename(`${rule}: ${what}`)
    if (this.violations.includes(violation)) return
    this.violations.push(violation)
    this.note(`VIOLATION ${violation}`)
  }

  #rename(text: string): string {
    return text.replace(ID, (id, kind: string) => {
      const known = this.#names.get(id)
      if (known) return known
      const count = (this.#counts.get(kind) ?? 0) + 1
      this.#counts.set(kind, count)
      this.#names.set(id, `${kind}${count}`)
      return `${kind}${count}`
    })
  }
}
