import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'local',
          include: ['local/**/*.test.ts', 'tests/contracts/**/*.test.ts'],
          testTimeout: 20_000,
          fsModuleCache: false,
        },
      },
    ],
  },
})
