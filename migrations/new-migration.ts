import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatNumber, readMigrationFiles } from './migration-files.ts'

/** Writes the next numbered, empty migration, named after the words. Returns its path. */
export async function newMigration(options: { folder: string; words: string[] }): Promise<string> {
  const name = options.words
    .join('_')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
  if (!name) throw new Error('Say what the migration does: npm run db:new add some thing')
  const files = await readMigrationFiles(options.folder)
  const path = join(options.folder, `${formatNumber(files.length + 1)}_${name}.sql`)
  await writeFile(path, '', { flag: 'wx' })
  return path
}
