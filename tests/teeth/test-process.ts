import { resolve } from 'node:path'
import { createVitest, type TestModule, type TestProject } from 'vitest/node'
import type { TestFile, TestOrder } from './test-runner.ts'

/**
 * One vitest for the checkout in the current folder, which runs a test file for its parent process: the
 * order comes as a message, and how it went goes back as one. What is compiled is kept for the next order.
 */
const vitest = await createVitest('test', {
  watch: false,
  maxWorkers: 1,
  passWithNoTests: true,
  reporters: [{}],
})

process.on('message', async (order: TestOrder) => {
  process.send?.(await runOrder(order))
})
process.on('disconnect', () => process.exit())

async function runOrder({ file, standIns, bail, changed }: TestOrder): Promise<TestFile> {
  for (const path of changed) vitest.invalidateFile(resolve(path))
  // The first order starts the global setup, which reads the variable. It isn't started again.
  process.env.RUNNING_STAND_INS = JSON.stringify(standIns)
  for (const project of vitest.projects) prepare(project, { standIns, bail })
  vitest.state.filesMap.clear()
  vitest.state.clearErrors()
  const specifications = await vitest.globTestSpecifications([file])
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications)
  const [module] = testModules.filter(({ moduleId }) => moduleId === resolve(file))
  return module
    ? readModule(module, unhandledErrors)
    : { passed: [], failed: [], notRun: 0, message: 'There is no such test file.' }
}

function prepare(
  project: TestProject,
  { standIns, bail }: Pick<TestOrder, 'standIns' | 'bail'>,
): void {
  project.provide('standIns', standIns)
  project.config.bail = bail ? 1 : 0
}

function readModule(module: TestModule, unhandled: readonly unknown[]): TestFile {
  const tests = [...module.children.allTests()]
  const namesOf = (state: string) =>
    tests.filter((test) => test.result().state === state).map(({ fullName }) => fullName)
  const [passed, failed] = [namesOf('passed'), namesOf('failed')]
  const notRun = tests.length - passed.length - failed.length
  const errors = [...module.errors(), ...unhandled].map(messageOf)
  const hasFailed = module.state() === 'failed' || unhandled.length > 0
  return {
    passed,
    failed,
    notRun,
    message:
      hasFailed && failed.length === 0 ? errors.join('\n') || 'It failed outside its tests.' : '',
  }
}

function messageOf(error: unknown): string {
  const isError = typeof error === 'object' && error !== null && 'message' in error
  return String(isError ? error.message : error)
}
