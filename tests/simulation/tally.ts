import { nameOf } from './exhaustive.ts'
import { FAULTS, type Fault } from './faults.ts'
import type { Task } from './lane.ts'
import type { Report } from './schedule.ts'

const TRACES_MAX = 3
const SCHEDULES_PER_LINE = 1000

/** Counts the outcomes of many schedules, and prints those that broke a rule, with a command to replay each. */
export class Tally {
  readonly #fired = new Map<Fault, number>()
  schedules = 0
  violated = 0
  orphans = 0

  add(task: Task, report: Report): void {
    this.schedules += 1
    if (this.schedules % SCHEDULES_PER_LINE === 0) console.log(`… ${this.schedules}`)
    for (const fault of Object.keys(FAULTS) as Fault[])
      this.#fired.set(fault, this.timesOf(fault) + (report.fired[fault] ?? 0))
    this.orphans += report.orphans
    if (report.violations.length === 0) return
    this.violated += 1
    console.log(`\n${nameOf(task)}: ${report.violations.join('; ')}`)
    console.log(`  npm run simulate -- --replay '${nameOf(task)}'`)
    if (this.violated <= TRACES_MAX) console.log(report.trace.join('\n'))
  }

  timesOf(fault: Fault): number {
    return this.#fired.get(fault) ?? 0
  }

  /** The faults that never took effect. */
  get unfired(): Fault[] {
    return (Object.keys(FAULTS) as Fault[]).filter((fault) => this.timesOf(fault) === 0)
  }

  printFaults(): void {
    for (const [fault, what] of Object.entries(FAULTS))
      console.log(String(this.timesOf(fault as Fault)).padStart(9), ` ${fault.padEnd(24)}${what}`)
  }
}
