import type { Clock } from './clock.ts'
import type { Fault } from './faults.ts'

const ID = /\b(usr|trk|job|att|fil|req|pur)_[0-9a-z]{26}\b/g

/** What happened in a schedule, line by line, which faults took effect and which rules were broken. */
export class Chronicle {
  readonly fired: Partial<Record<Fault, number>> = {}
  readonly #violations = new Set<string>()
  readonly #lines: { seconds: number; line: string }[] = []
  readonly #clock: Clock
  readonly #names = new Map<string, string>()
  readonly #counts = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get isBroken(): boolean {
    return this.#violations.size > 0
  }

  note(line: string): void {
    this.#lines.push({ seconds: this.#clock.elapsedSeconds, line })
  }

  fire(fault: Fault, line: string): void {
    this.fired[fault] = (this.fired[fault] ?? 0) + 1
    this.note(`${fault}: ${line}`)
  }

  /** Reports a broken rule, once, however often it is seen. */
  violate(rule: string, what: string): void {
    const violation = `${rule}: ${what}`
    if (this.#violations.has(violation)) return
    this.#violations.add(violation)
    this.note(`VIOLATION ${violation}`)
  }

  tell(): { trace: string[]; violations: string[] } {
    const trace = this.#lines.map(
      ({ seconds, line }) => `${seconds.toFixed(3).padStart(9)}  ${this.rename(line)}`,
    )
    return { trace, violations: [...this.#violations].map(this.rename) }
  }

  /** Ids differ from run to run: here they are `job1`, `job2`, in the order in which they come up. */
  readonly rename = (text: string): string =>
    text.replace(ID, (id, kind: string) => {
      const known = this.#names.get(id)
      if (known) return known
      const count = (this.#counts.get(kind) ?? 0) + 1
      this.#counts.set(kind, count)
      this.#names.set(id, `${kind}${count}`)
      return `${kind}${count}`
    })
}
