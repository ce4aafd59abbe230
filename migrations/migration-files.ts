import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A migration's file. `sha256` is hexadecimal, over the file's bytes. */
export type MigrationFile = { name: string; number: number; sql: string; sha256: string }

const NAME = /^(\d{4})_[a-z0-9_]+\.sql$/

/**
 * The folder's migrations in order. Throws unless their numbers are 0001, 0002, … without a gap or a
 * repeat, which is how two branches that both added one find out, and on a badly named `.sql` file.
 */
export async function readMigrationFiles(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const files = await Promise.all(names.map((name) => readMigrationFile(folder, name)))
  files.forEach(({ name, number }, index) => {
    const before = files[index - 1]
    if (before?.number === number) throw new Error(`${name} has the same number as ${before.name}.`)
    if (number !== index + 1) {
      throw new Error(`${name} should have the number ${formatNumber(index + 1)}.`)
    }
  })
  return files
}

export function formatNumber(number: number): string {
  return String(number).padStart(4, '0')
}

async function readMigrationFile(folder: string, name: string): Promise<MigrationFile> {
  const number = NAME.exec(name)?.[1]
  if (!number) throw new Error(`${name} is not named like 0001_what_it_does.sql.`)
  const bytes = await readFile(join(folder, name))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { name, number: Number(number), sql: bytes.toString('utf8'), sha256 }
}
