import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startCron } from '../../local/cron.ts'
import type { Lifetime } from '../../local/lifetime.ts'
import { openComposer } from '../../stand-ins/composer/composer.ts'
import { freePortRange } from '../e2e/npm-start.ts'
import { admin } from '../harness/stand-in-admin.ts'
import { serveBuiltWorker } from './built-worker.ts'
import { signUp, type Visitor } from './visitor.ts'
import { workerHeap } from './worker-heap.ts'

const PEOPLE = 25
const CREDITS_EACH = 1_000_000
const SONG_SECONDS = 10

/** The requests to the stand-ins since their counters were reset. */
export type Counts = {
  postgres: { requests: number }
  redis: { requests: number }
  fal: { submits: number; statuses: number; results: number; files: number }
}

/** A request as FAL's stand-in has it; times are Unix milliseconds. */
export type Render = {
  id: string
  createdAt: number
  completedAt: number | null
  webhooks: { attempts: number }[]
}

export type Studio = {
  people: Visitor[]
  /** Straight into PostgreSQL, past the front and its counters. */
  database: pg.Client
  /** Bytes of objects that the Worker holds. */
  heap(): Promise<number>
  setRenderSeconds(seconds: number): Promise<void>
  resetCounters(): Promise<void>
  counts(): Promise<Counts>
  renders(): Promise<Render[]>
}

/** What people may have, and how much of it at once, is no part of what is measured. */
const UNBOUND = {
  OPEN_JOBS_MAX: '10000',
  UNPAID_COST_CENTS_PER_DAY: '100000000',
  FAL_CONCURRENCY: '10000',
  REPLICATE_CONCURRENCY: '10000',
}

/**
 * Starts what `npm start` starts, in a folder and on ports of its own, with people who have plenty of
 * credits and a composer that gives everyone the same song of ten seconds. `lifetime` ends it.
 */
export async function openStudio(lifetime: Lifetime): Promise<Studio> {
  const folder = await mkdtemp(join(tmpdir(), 'soundfoundry-bench-'))
  lifetime.atEnd(() => rm(folder, { recursive: true, force: true }))
  const port = await freePortRange()
  // local/settings.ts reads these when it is imported. The bench must not fill another database.
  Object.assign(process.env, { PORT: String(port), LOCAL_FOLDER: folder })
  delete process.env.LOCAL_DATABASE_URL
  delete process.env.LOCAL_REDIS_URL
  const { FAL_KEY, PORTS, workerSettings } = await import('../../local/settings.ts')
  const { startStandIns } = await import('../../local/start-stand-ins.ts')
  const audio = await composeSong()
  const standIns = await startStandIns({ writer: { render: async () => ({ audio }) } })
  lifetime.atEnd(standIns.stop)
  const settings = { ...workerSettings(standIns), ...UNBOUND }
  const worker = await serveBuiltWorker({ folder, port, settings })
  lifetime.atEnd(worker.close)
  const cron = startCron(port)
  lifetime.atEnd(cron.stop)
  const database = new pg.Client({ connectionString: standIns.databaseUrl })
  await database.connect()
  lifetime.atEnd(() => database.end())
  const people: Visitor[] = []
  while (people.length < PEOPLE) {
    const person = await signUp(settings.PUBLIC_URL, `player-${people.length}`)
    await giveCredits(database, person.userId)
    people.push(person)
  }

  const scopes = {
    neon: `database=${new URL(standIns.databaseUrl).pathname.slice(1)}`,
    redis: `token=${settings.UPSTASH_REDIS_REST_TOKEN}`,
    fal: `key=${encodeURIComponent(FAL_KEY)}`,
  }
  const counters = <T>(method: string, name: keyof typeof scopes) =>
    admin<T>(`http://127.0.0.1:${PORTS[name]}`, method, `counters?${scopes[name]}`)
  const fal = `http://127.0.0.1:${PORTS.fal}`
  return {
    people,
    database,
    heap: () =>
      workerHeap(worker.inspectorUrl, () => fetch(`${settings.PUBLIC_URL}/api/health/live`)),
    async setRenderSeconds(renderSeconds) {
      await admin(fal, 'PUT', 'settings', { key: FAL_KEY, renderSeconds })
    },
    async resetCounters() {
      for (const name of ['neon', 'redis', 'fal'] as const) await counters('DELETE', name)
    },
    async counts() {
      return {
        postgres: await counters('GET', 'neon'),
        redis: await counters('GET', 'redis'),
        fal: await counters('GET', 'fal'),
      }
    },
    renders: () => admin(fal, 'GET', `requests?${scopes.fal}`),
  }
}

async function composeSong(): Promise<Uint8Array> {
  const composer = openComposer()
  try {
    return (await composer.render({ prompt: 'A song for everyone', durationSeconds: SONG_SECONDS }))
      .audio
  } finally {
    await composer.close()
  }
}

async function giveCredits(database: pg.Client, userId: string): Promise<void> {
  const values = [userId, `bench:${userId}`, CREDITS_EACH]
  await database.query(`select move_credits($1, 'grant', $2, $3, 0, null, null)`, values)
}
