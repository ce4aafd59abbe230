import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** A server that was just stopped or killed needs a moment to end. */
const LOOKS = 6
const PAUSE_MILLISECONDS = 200

/**
 * Removes a `postmaster.pid` whose number now belongs to a program that isn't PostgreSQL: the
 * server would mistake that program for itself and refuse to start. A number that no process has is
 * left to the server, which also checks for children of the one before it. Throws when a server
 * really runs on the folder, unless it ends within a second.
 */
export async function healStalePid(folder: string): Promise<void> {
  for (let look = 1; ; look += 1) {
    const pid = await readPid(folder)
    const command = pid && (await commandOf(pid))
    if (!command) return
    const isServer = command.includes('postgres') && command.includes(folder)
    if (!isServer) return rm(pidFile(folder))
    if (look === LOOKS) {
      throw new Error(`Another PostgreSQL (process ${pid}) is already using ${folder}.`)
    }
    await sleep(PAUSE_MILLISECONDS)
  }
}

async function readPid(folder: string): Promise<number | undefined> {
  const content = await readFile(pidFile(folder), 'utf8').catch(() => '')
  return Number.parseInt(content, 10) || undefined
}

function pidFile(folder: string): string {
  return join(folder, 'postmaster.pid')
}

/** The command line of a running process; undefined when there is none. */
async function commandOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    // A zombie has an empty command line.
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    return line === '' ? undefined : line.replaceAll('\0', ' ')
  }
  const listed = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]).catch(
    () => undefined,
  )
  return listed?.stdout.trim() || undefined
}
