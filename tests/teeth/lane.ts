import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Lifetime } from '../../local/lifetime.ts'
import { migrate } from '../../migrations/migrate.ts'
import { admin } from '../harness/stand-in-admin.ts'
import { startStandIns } from '../harness/start-stand-ins.ts'
import { copyCheckout } from './copy-checkout.ts'
import { plantBug } from './mutation.ts'
import type { PlantedBug } from './planted-bugs.ts'
import { openTestRunner, type TestRun } from './test-runner.ts'

/** A copy of the checkout with servers of its own, which stay up: one run at a time. */
export type Lane = {
  runClean(file: string): Promise<TestRun>
  /**
   * Runs the one test file that the bug names with the bug planted, then takes it out again; with
   * `bail` up to the first test that fails.
   */
  runPlanted(bug: PlantedBug, options: { bail: boolean }): Promise<TestRun>
}

type StandIns = Awaited<ReturnType<typeof startStandIns>>['standIns']

export async function openLane({ atEnd }: Lifetime): Promise<Lane> {
  const folder = await mkdtemp(join(tmpdir(), 'soundfoundry-teeth-'))
  const copying = copyCheckout(folder)
  atEnd(async () => {
    await copying.catch(() => undefined)
    await rm(folder, { recursive: true, force: true })
  })
  await copying
  const starting = startStandIns()
  atEnd(async () => (await starting).stop())
  const { standIns } = await starting
  const runner = openTestRunner(folder)
  atEnd(() => runner.close())
  const changed = new Set<string>()

  async function run(
    file: string,
    { bail = false, databaseUrl = standIns.databaseUrl } = {},
  ): Promise<TestRun> {
    const order = { file, bail, standIns: { ...standIns, databaseUrl }, changed: [...changed] }
    changed.clear()
    const ran = await runner.run(order)
    await dropClones(standIns)
    return ran
  }

  return {
    runClean: (file) => run(file),
    async runPlanted(bug, { bail }) {
      const uproot = await plantBug(folder, bug)
      changed.add(bug.file)
      try {
        if (!bug.file.startsWith('migrations/')) return await run(bug.test, { bail })
        const template = await migrateAnew(standIns, join(folder, 'migrations'))
        return template instanceof Error
          ? { state: 'crashed', output: template.message }
          : await run(bug.test, { bail, databaseUrl: template })
      } finally {
        await uproot()
        changed.add(bug.file)
      }
    },
  }
}

/** The address of a template like the first one, migrated by the files as they are now; or why it can't be. */
async function migrateAnew(standIns: StandIns, folder: string): Promise<string | Error> {
  const name = `planted_${crypto.randomUUID().replaceAll('-', '')}`
  await admin(standIns.neonUrl, 'POST', 'databases', { name, template: 'template1' })
  const url = new URL(standIns.databaseUrl)
  url.pathname = name
  return migrate({ databaseUrl: url.href, folder }).then(
    () => url.href,
    (error: Error) => error,
  )
}

/** Databases of a run are of no use to the next, and each takes 8 MB. */
async function dropClones({ databaseUrl, neonUrl }: StandIns): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client
    .query<{ name: string }>(
      `select datname as name from pg_database where datname ~ '^(studio|planted)_[0-9a-f]{32}$'`,
    )
    .finally(() => client.end())
  for (const { name } of rows) await admin(neonUrl, 'DELETE', `databases?name=${name}`)
}
