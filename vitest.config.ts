import { availableParallelism } from 'node:os'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import './local/no-calls-home.ts'
import { pagesBuild } from './tests/harness/pages-build.ts'

/** Vitest would leave one processor free. More than four wait for the stand-ins, which are one process. */
const WORKERS_MAX = 4

/** A busy machine can spend Vitest's own waits (a second for a poll) before anything has happened. */
const WAITS = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 10_000 } },
}

/** Names ending in `.long.test.ts` are long by design: `npm test` leaves them to `npm run test:long`. */
export default defineConfig({
  test: {
    maxWorkers: Math.min(WORKERS_MAX, availableParallelism()),
    // What the Worker logs while it is made to fail is only worth reading when a test fails.
    silent: 'passed-only',
    projects: [
      {
        test: {
          name: 'local',
          include: [
            '{local,stand-ins,migrations}/**/*.test.ts',
            'tests/*.test.ts',
            'tests/{contracts,ledger,simulation,teeth}/**/*.test.ts',
          ],
          ...WAITS,
          fsModuleCache: false,
          // A process for each file would spend a third of their time on loading the same modules.
          isolate: false,
        },
      },
      {
        plugins: [
          pagesBuild,
          cloudflareTest({
            main: './worker/index.ts',
            miniflare: {
              compatibilityDate: '2026-10-13',
              compatibilityFlags: ['nodejs_compat'],
              modulesRules: [{ type: 'CompiledWasm', include: ['**/*.wasm'] }],
              r2Buckets: ['BUCKET'],
            },
          }),
        ],
        test: {
          name: 'worker',
          include: ['worker/**/*.test.ts', 'web/**/*.test.ts', 'tests/{worker,fuzz}/**/*.test.ts'],
          ...WAITS,
          fsModuleCache: false,
          isolate: false,
          // Without it workerd gets this package's CommonJS with ES modules inside; the rest is speed.
          deps: {
            optimizer: {
              ssr: {
                enabled: true,
                rolldownOptions: { external: [/^node:/] },
                include: [
                  '@fal-ai/client',
                  'replicate',
                  'stripe',
                  'hono',
                  'zod',
                  'react-router',
                  'drizzle-orm',
                  'drizzle-orm/neon-http',
                  'drizzle-orm/pg-core',
                  'better-auth/minimal',
                  'better-auth/api',
                  'better-auth/adapters/drizzle',
                  'toucan-js',
                  '@hono/zod-validator',
                  '@neondatabase/serverless',
                  '@upstash/redis/cloudflare',
                  'fast-check',
                  'hono/body-limit',
                  'hono/cookie',
                  'hono/factory',
                  'hono/http-exception',
                  'hono/secure-headers',
                  'react-dom/server',
                  'lucide-react',
                  'radix-ui',
                  'isbot',
                  'typeid-js',
                ],
              },
            },
          },
          globalSetup: './tests/harness/stand-ins.ts',
        },
      },
    ],
  },
})
