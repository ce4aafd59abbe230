import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const LISTING_BYTES_MAX = 16 * 1024 * 1024

/**
 * Copies every file that git knows or would take in, as it is now, into `folder`. The packages are
 * links, so that what a run caches beside them stays in the copy.
 */
export async function copyCheckout(folder: string): Promise<void> {
  for (const file of await listFiles()) await cp(file, join(folder, file))
  await mkdir(join(folder, 'node_modules'))
  for (const name of await readdir('node_modules'))
    if (name === '.bin' || !name.startsWith('.'))
      await symlink(resolve('node_modules', name), join(folder, 'node_modules', name))
}

async function listFiles(): Promise<string[]> {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const { stdout } = await promisify(execFile)('git', args, { maxBuffer: LISTING_BYTES_MAX })
  const files = stdout.split('\0').filter((file) => file !== '')
  // Git also lists what was deleted and not committed yet.
  return files.filter((file) => existsSync(file))
}
