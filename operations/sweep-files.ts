import { userInfo } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDb } from '../worker/db/client.ts'
import { askForSweep, readSweep, type SweepResult } from '../worker/db/sweeps.ts'
import { readDatabaseSettings } from './database-settings.ts'

const USAGE = 'npm run storage:sweep -- [--dry-run]'
/** Cron begins within a minute, and ends within a quarter of an hour. */
const WAIT_MILLISECONDS_MAX = 17 * 60_000
const LOOK_MILLISECONDS = 1_000

/**
 * `npm run storage:sweep` deletes the files in storage that belong to nothing, and with `--dry-run` only counts them.
 * The studio's cron does it, since only the studio can reach its storage.
 */
async function run(words: string[]): Promise<string> {
  if (words.some((word) => word !== '--dry-run')) throw new Error(USAGE)
  const isDryRun = words.length > 0
  const settings = await readDatabaseSettings()
  const db = openDb(settings)
  const id = await askForSweep(db, { isDryRun, actor: `operator ${userInfo().username}` })
  console.error(`The studio's cron sweeps within a minute (settings of ${settings.from})…`)
  for (const end = Date.now() + WAIT_MILLISECONDS_MAX; Date.now() < end; ) {
    const found = await readSweep(db, id)
    if (found) return tell(found)
    await sleep(LOOK_MILLISECONDS)
  }
  throw new Error(`The studio hasn't done it: does its cron run? Row ${id} of sweeps will say.`)
}

function tell({ looked, orphans, orphanBytes, deleted, cursor, keys }: SweepResult): string {
  const megabytes = (orphanBytes / 1e6).toFixed(1)
  return [
    `Of ${looked} files ${orphans} belong to nothing (${megabytes} MB), and ${deleted ? 'were' : 'none was'} deleted.`,
    ...keys,
    ...(orphans > keys.length ? [`… and ${orphans - keys.length} more`] : []),
    ...(cursor === null ? [] : ['There are more files: it stopped at its bound.']),
  ].join('\n')
}

try {
  console.log(await run(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
