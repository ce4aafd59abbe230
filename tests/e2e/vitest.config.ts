import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** It runs a second `npm start`, which overwrites the build that the others use. */
const LAST = 'stop-and-start.e2e.ts'

class OneLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => Number(moduleId.endsWith(LAST))
    return files.toSorted((a, b) => rank(a) - rank(b))
  }
}

/** `npm start` in a real browser. The files share one studio, so they run one after the other. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.e2e.ts'],
    globalSetup: 'tests/e2e/start-studio.ts',
    sequence: { sequencer: OneLast },
    testTimeout: 120_000,
    hookTimeout: 400_000,
    expect: { poll: { timeout: 20_000 } },
    // A browser, a studio and its stand-ins share two cores there. `.ci/run` names what needed it, by the line of
    // each test.
    retry: process.env.CI ? 1 : 0,
    slowTestThreshold: 0,
    fileParallelism: false,
    fsModuleCache: false,
  },
})
