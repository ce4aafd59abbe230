import type { TestProject } from 'vitest/node'
import type { S3Settings } from '../../worker/storage/s3/client.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the stand-ins of this run listen. The database is a migrated template to clone. */
    standIns: {
      databaseUrl: string
      neonUrl: string
      redisUrl: string
      falUrl: string
      /** A second FAL, whose signing keys one test rotates: all others rely on the first one's. */
      rotatingFalUrl: string
      replicateUrl: string
      /** Its webhooks are held and signed with STRIPE_WEBHOOK_SECRET, for a Worker at studio.test. */
      stripeUrl: string
      sentryUrl: string
      mailUrl: string
      /** The stand-in, or whichever `S3_TEST_ENDPOINT` names. */
      s3: S3Settings
    }
    /** What the studios of this run keep their audio in, by `STORAGE`. */
    storage: 'r2' | 's3'
  }
}

/** Provides the stand-ins of a run: those that `RUNNING_STAND_INS` names in JSON, else its own. */
export default async function provideStandIns(project: TestProject) {
  project.provide('storage', process.env.STORAGE === 's3' ? 's3' : 'r2')
  const running = process.env.RUNNING_STAND_INS
  if (running) return project.provide('standIns', JSON.parse(running))
  // Loading the stand-ins takes longer than many a file of tests.
  const { startStandIns } = await import('./start-stand-ins.ts')
  const { standIns, stop } = await startStandIns()
  project.provide('standIns', standIns)
  return stop
}
