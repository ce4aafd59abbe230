import type { Reporter, TestModule } from 'vitest/node'

const STORES = ['R2', 'S3']

/** Prints last how many tests each store has passed, and fails when one was spared what another wasn't. */
export default class CountByStore implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const passed = tests.filter((test) => test.result().state === 'passed')
    const counts = STORES.map(
      (store) => passed.filter((test) => nameStore(test.fullName) === store).length,
    )
    const isEven = counts.every((count) => count > 0 && count === counts[0])
    if (!isEven || passed.length < tests.length) process.exitCode = 1
    process.once('exit', () =>
      console.log(
        `storage: ${STORES.map((store, at) => `${store} ${counts[at]} passed`).join(', ')}`,
      ),
    )
  }
}

/** The outermost suite says which store it is about: `R2`, `putFile on S3`. */
function nameStore(fullName: string): string | undefined {
  return fullName.split(' > ')[0]?.split(' ').at(-1)
}
