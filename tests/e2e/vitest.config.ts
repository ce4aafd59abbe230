import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** It runs a second `npm start`, which builds under the feet of the one that the others share. */
const LAST = 'stop-and-start.e2e.ts'

class OneLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => Number(moduleId.endsWith(LAST))
    return files.toSorted((a, b) => rank(a) - rank(b))
  }
}

/** The studio as a stranger runs it, in a real browser. One file after the other: they share it. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.e2e.ts'],
    globalSetup: 'tests/e2e/start-studio.ts',
    sequence: { sequencer: OneLast },
    testTimeout: 90_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    fsModuleCache: false,
  },
})
