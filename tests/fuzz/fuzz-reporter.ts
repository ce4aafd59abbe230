import type { Reporter, TestCase, TestRunEndReason, Vitest } from 'vitest/node'
import type { Fault } from './fuzz-files.ts'

/** A hundred sounds take seconds: who computes for so long computes forever, and can't be asked any more. */
const PART_SECONDS_MAX = 900

/** Gathers what the tests say of damaged sounds, and ends a run that stands still. */
export class FuzzReporter implements Reporter {
  readonly #asked: { seed: number; mutations: number }
  readonly #faults: Fault[] = []
  /** The tests in which the Worker computes forever: it can't say at which sound. */
  readonly #stuck: string[] = []
  #mutations = 0
  #kept = 0
  #isPassed = false
  #vitest: Vitest | undefined
  #watch: NodeJS.Timeout | undefined

  constructor(asked: { seed: number; mutations: number }) {
    this.#asked = asked
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  onTestCaseReady({ name }: TestCase): void {
    this.#watch = setTimeout(() => this.#giveUp(name), PART_SECONDS_MAX * 1_000)
  }

  onTestCaseResult(test: TestCase): void {
    clearTimeout(this.#watch)
    const { fuzzed } = test.meta()
    if (!fuzzed) return
    this.#mutations += fuzzed.mutations
    this.#kept += fuzzed.kept
    this.#faults.push(...fuzzed.faults)
    console.log(`${this.#mutations} of ${this.#asked.mutations}: ${this.#faults.length} faults`)
  }

  onTestRunEnd(_modules: unknown, _errors: unknown, reason: TestRunEndReason): void {
    this.#isPassed = reason === 'passed'
  }

  /** Prints what was found, and last one line for machines. True when nothing was, in as many as were asked for. */
  sumUp(): boolean {
    for (const { index, what, how } of this.#faults)
      console.log(
        `${what}: ${how}: npm run fuzz:files -- --seed ${this.#asked.seed} --only ${index}`,
      )
    for (const name of this.#stuck) console.log(`hung: ${name}`)
    console.log(`${this.#kept} were kept as they are; seed ${this.#asked.seed}`)
    const count = (wanted: Fault['what']) =>
      this.#faults.filter(({ what }) => what === wanted).length
    console.log(
      `files: ${this.#mutations} mutations, ${count('crashed')} crashed, ` +
        `${count('hung') + this.#stuck.length} hung, ${count('left behind')} left behind`,
    )
    return this.#isPassed && this.#mutations === this.#asked.mutations
  }

  #giveUp(name: string): void {
    this.#stuck.push(name)
    this.sumUp()
    void this.#vitest?.exit(true)
  }
}
