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
import { runTestFiles, type TestRun } from './run-test-files.ts'

/** A copy of the checkout with servers of its own, which stay up: one run at a time. */
export type Lane = {
  runClean(files: string[]): Promise<TestRun>
  /**
   * Runs the one test file that the bug names with the bug planted, then takes it out again; with
   * `bail` up to the first test that fails.
   */
  runPlanted(bug: PlantedBug, options: { bail: boolean }): Promise<TestRun>
}

type StandIns = Awaited<ReturnType<typeof startStandIns>>['standIns']

export async function openLane({ atEnd }: Lifetime, signal: AbortSignal): Promise<Lane> {
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
  let running: Promise<TestRun> | undefined
  atEnd(() => running?.catch(() => undefined))

  async function run(
    files: string[],
    { bail = false, databaseUrl = standIns.databaseUrl } = {},
  ): Promise<TestRun> {
    const runningStandIns = JSON.stringify({ ...standIns, databaseUrl })
    running = runTestFiles(folder, files, { runningStandIns, signal, bail })
    const ran = await running
    await dropClones(standIns)
    return ran
  }

  return {
    runClean: (files) => run(files),
    async runPlanted(bug, { bail }) {
      const uproot = await plantBug(folder, bug)
      try {
        if (!bug.file.startsWith('migrations/')) return await run([bug.test], { bail })
        const template = await migrateAnew(standIns, join(folder, 'migrations'))
        return template instanceof Error
          ? { state: 'crashed', output: template.message }
          : await run([bug.test], { bail, databaseUrl: template })
      } finally {
        await uproot()
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
