import { migrate } from './migrate.ts'
import { newMigration } from './new-migration.ts'

/**
 * `node migrations/cli.ts` brings the database of DATABASE_URL up to date;
 * `node migrations/cli.ts new add some thing` writes the next empty migration.
 */
async function main([command, ...words]: string[]): Promise<string> {
  const folder = import.meta.dirname
  if (command === 'new') return `Wrote ${await newMigration({ folder, words })}`
  if (command !== undefined) throw new Error(`Unknown command "${command}": there is only "new".`)
  const databaseUrl = process.env.DATABASE_URL
  if (!databaseUrl) throw new Error('Set DATABASE_URL to the database that should be migrated.')
  const { applied } = await migrate({ databaseUrl, folder })
  return applied.length === 0 ? 'Nothing to migrate.' : `Applied ${applied.join(', ')}`
}

try {
  console.log(await main(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
