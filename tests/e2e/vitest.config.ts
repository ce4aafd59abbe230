import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A second `npm start` in one checkout builds under the feet of the first, so it comes last. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId))
  }
}

/** The studio as a stranger runs it, in a real browser. One file after the other: they share it. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.e2e.ts'],
    globalSetup: 'tests/e2e/start-studio.ts',
    sequence: { sequencer: ByName },
    testTimeout: 90_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    fsModuleCache: false,
  },
})
