import { defineConfig } from 'vitest/config'

/** The studio as a stranger runs it, in a real browser. One file after the other: they share it. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.e2e.ts'],
    globalSetup: 'tests/e2e/start-studio.ts',
    testTimeout: 90_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    fsModuleCache: false,
  },
})
