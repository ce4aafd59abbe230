import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startFal } from '../local/fal/fal-server.ts'
import { startNeonFront } from '../local/postgres/neon-front.ts'
import { startPostgres } from '../local/postgres/postgres-server.ts'
import { startRedisFront } from '../local/redis/redis-front.ts'
import { migrate } from '../migrations/migrate.ts'

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
    }
  }
}

/** Starts what the Worker talks to, once for a run: a real PostgreSQL (fsync off) and the stand-ins. */
export default async function startStandIns(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'soundfoundry-tests-'))
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), fsync: false })
  await migrate({ databaseUrl: postgres.url, folder: 'migrations' })
  const [neon, redis, fal, rotatingFal] = await Promise.all([
    startNeonFront({ postgresUrl: postgres.url }),
    startRedisFront({}),
    startFal({ folder: join(folder, 'fal'), renderSeconds: 0 }),
    startFal({ folder: join(folder, 'rotating-fal'), renderSeconds: 0 }),
  ])
  project.provide('standIns', {
    databaseUrl: postgres.url,
    neonUrl: neon.url,
    redisUrl: redis.url,
    falUrl: fal.url,
    rotatingFalUrl: rotatingFal.url,
  })
  return async () => {
    await Promise.all([neon.close(), redis.close(), fal.close(), rotatingFal.close()])
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
