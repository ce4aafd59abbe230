import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the stand-ins of this run listen. The database is a migrated template to clone. */
    standIns: {
      databaseUrl: string
      neonUrl: string
      redisUrl: string
      falUrl: string
      /** A second FAL, whose signing keys may be rotated: the first one's belong to all tests. */
      rotatingFalUrl: string
      /** A third, for the other file that rotates keys: the Worker remembers them by address. */
      storyFalUrl: string
      replicateUrl: string
      /** Its webhooks are held and signed with STRIPE_WEBHOOK_SECRET, for a Worker at studio.test. */
      stripeUrl: string
      sentryUrl: string
    }
  }
}

/** Provides the stand-ins of a run: those that `RUNNING_STAND_INS` tells of in JSON, else its own. */
export default async function provideStandIns(project: TestProject) {
  const running = process.env.RUNNING_STAND_INS
  if (running) return project.provide('standIns', JSON.parse(running))
  // Loading them all takes longer than many a file of tests.
  const { startStandIns } = await import('./start-stand-ins.ts')
  const { standIns, stop } = await startStandIns()
  project.provide('standIns', standIns)
  return stop
}
