import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'
import { FuzzReporter } from './fuzz-reporter.ts'

const MUTATIONS_DEFAULT = 1000

/**
 * `--mutations N --seed S`: brings N damaged sounds to the Worker. `--only I`: only the one of this number. Exit code 0
 * only when all were refused or kept as they are.
 */
const asked = readOptions()
const reporter = new FuzzReporter(asked)
process.exitCode = 1
const vitest = await startVitest(['tests/fuzz/files.test.ts'], {
  run: true,
  project: ['worker'],
  reporters: ['default', reporter],
  provide: { fuzz: asked },
})
await vitest.close()
process.exitCode = reporter.sumUp() ? 0 : 1

function readOptions() {
  const { values } = parseArgs({
    options: {
      mutations: { type: 'string', default: String(MUTATIONS_DEFAULT) },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      only: { type: 'string' },
    },
  })
  const [seed, from] = [Number(values.seed), Number(values.only ?? 0)]
  const mutations = values.only === undefined ? Number(values.mutations) : 1
  if (![seed, from, mutations].every(Number.isInteger) || from < 0 || mutations < 1)
    throw new Error('--mutations, --seed and --only are whole numbers.')
  return { seed, from, mutations }
}
