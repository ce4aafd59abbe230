import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'

export type DatabaseSettings = { DATABASE_URL: string; NEON_ENDPOINT?: string; from: string }

const FILES = ['.dev.vars', '.local/worker-settings.env'] as const

/**
 * The database for an operator's command: that of the shell's DATABASE_URL, else that of `.dev.vars`,
 * else that of the last `npm start`. All settings come from one of these places, so that an address
 * never meets another place's password. Throws a sentence when there is none.
 */
export async function readDatabaseSettings(): Promise<DatabaseSettings> {
  const ofShell = settingsIn(process.env, 'the environment')
  if (ofShell) return ofShell
  for (const file of FILES) {
    const text = await readFile(file, 'utf8').catch(() => '')
    const ofFile = settingsIn(parseEnv(text), file)
    if (ofFile) return ofFile
  }
  throw new Error('Set DATABASE_URL, or start the studio once with npm start.')
}

function settingsIn(
  { DATABASE_URL, NEON_ENDPOINT }: NodeJS.Dict<string>,
  from: string,
): DatabaseSettings | null {
  if (!DATABASE_URL) return null
  return { DATABASE_URL, ...(NEON_ENDPOINT ? { NEON_ENDPOINT } : {}), from }
}
