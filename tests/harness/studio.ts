import { inject } from 'vitest'
import { openDoors } from './doors.ts'
import { openEnvironment } from './environment.ts'
import { openPeople } from './people.ts'
import { openDeliveries, QUEUES } from './queues.ts'

export { PUBLIC_URL } from './environment.ts'
export { type Call, PASSWORD, type Person, readCookies } from './people.ts'

export type Studio = Awaited<ReturnType<typeof openStudio>>

/**
 * The Worker with a database, a Redis keyspace and a FAL account of its own, so that files of tests
 * never see each other. Its queues are held and no port leads into it: the test hands it requests,
 * messages and webhooks.
 *
 * `settings` replaces values of the environment. `falUrl` names another FAL than the shared one.
 */
export async function openStudio(
  settings: Record<string, string | undefined> = {},
  { falUrl = inject('standIns').falUrl }: { falUrl?: string } = {},
) {
  const { files, ...environment } = await openEnvironment(settings, falUrl)
  const { env, mail, fal, replicate, stripe, postgres, redis, sentry } = environment
  const { consume, ...doors } = openDoors(env)

  /** Empties the queues and Redis, heals every fault and sets counters to 0. People and rows stay. */
  async function reset(): Promise<void> {
    for (const name of QUEUES) environment[name].reset()
    files.reset()
    await Promise.all([
      sentry.forget(),
      redis.flush(),
      ...[postgres, redis, fal, replicate, stripe, sentry, mail].flatMap((each) => [
        each.healFaults(),
        each.resetCounters(),
      ]),
      fal.settings({ renderSeconds: 0, concurrency: null, refusesOverLimit: false }),
      replicate.settings({ renderSeconds: 0 }),
    ])
  }

  return {
    ...environment,
    ...doors,
    ...openPeople({ ...environment, fetch: doors.fetch }),
    ...openDeliveries(environment, consume),
    whileStoring: files.whileStoring,
    failFiles: files.fail,
    /** Of stored files, since the last reset. */
    fileReads: files.reads,
    reset,
  }
}
