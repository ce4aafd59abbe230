import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/**
 * Replaces the file in one step, so that a process killed at any moment leaves either the old
 * content or the new one, never half of it.
 */
export function writeFileAtomically(path: string, content: string | Uint8Array): void {
  const unfinished = `${path}.unfinished`
  writeFileSync(unfinished, content, { mode: 0o600 })
  renameSync(unfinished, path)
}

/** The parsed file, or undefined when there is none. Throws when it is not JSON. */
export function readJsonFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
