import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Account, launchAs } from './postgres-account.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'

/** The studio's role, which is no superuser, as on Neon, and the database it owns. */
export const POSTGRES_ROLE = 'soundfoundry'
export const POSTGRES_PASSWORD = 'soundfoundry'
export const POSTGRES_DATABASE = 'soundfoundry'

/** The superuser has no password, so it can't sign in over the network. */
const HOST_BASED_AUTHENTICATION = 'host all all 127.0.0.1/32 password\n'
const FIRST_STATEMENTS = `CREATE ROLE ${POSTGRES_ROLE} LOGIN CREATEDB PASSWORD '${POSTGRES_PASSWORD}'
CREATE DATABASE ${POSTGRES_DATABASE} OWNER ${POSTGRES_ROLE}
`

type Cluster = { binaries: PostgresBinaries; folder: string; account: Account | undefined }

/**
 * Makes a new PostgreSQL data folder (UTF-8, collation C.UTF-8) with the studio's role and
 * database in it, or does nothing when there is one. It is built beside the folder and renamed
 * into place, so an interruption leaves nothing half done.
 */
export async function initializeCluster(cluster: Cluster): Promise<void> {
  const { folder, account } = cluster
  if (await holdsData(folder)) return
  await removeEmpty(folder)
  const fresh = `${folder}.new`
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh, { recursive: true, mode: 0o700 })
  if (account) await chown(fresh, account.uid, account.gid)
  await runInitdb(cluster, fresh)
  await writeFile(join(fresh, 'pg_hba.conf'), HOST_BASED_AUTHENTICATION)
  await runFirstStatements(cluster, fresh)
  await rename(fresh, folder)
}

async function holdsData(folder: string): Promise<boolean> {
  try {
    await stat(join(folder, 'PG_VERSION'))
    return true
  } catch (error) {
    // Every error of stat() has the system's code.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw new Error(`${folder} can't be read: it belongs to another account.`)
  }
}

async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return
    throw new Error(`${folder} is neither empty nor a PostgreSQL data folder.`)
  })
}

async function runInitdb({ binaries, account }: Cluster, fresh: string): Promise<void> {
  const collation = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const args = ['-D', fresh, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--no-sync']
  const launch = await launchAs(account, binaries.initdb, [...args, ...collation], fresh)
  const child = spawn(launch.file, launch.args, { ...launch.options, stdio: 'pipe' })
  child.stdout.resume()
  const [complaint, code] = await Promise.all([text(child.stderr), exitCode(child)])
  if (code !== 0) throw new Error(`PostgreSQL could not be set up in ${fresh}: ${complaint.trim()}`)
}

/** In single-user mode the server reads one statement per line; it prints errors but still exits with 0. */
async function runFirstStatements({ binaries, account }: Cluster, fresh: string): Promise<void> {
  const args = ['--single', '-D', fresh, '-c', 'fsync=off', 'postgres']
  const launch = await launchAs(account, binaries.postgres, args, fresh)
  const child = spawn(launch.file, launch.args, { ...launch.options, stdio: 'pipe' })
  child.stdout.resume()
  child.stdin.end(FIRST_STATEMENTS)
  const [log, code] = await Promise.all([text(child.stderr), exitCode(child)])
  const complaint = /(?:ERROR|FATAL|PANIC): .*/.exec(log)?.[0]
  if (complaint || code !== 0)
    throw new Error(`PostgreSQL could not be set up: ${complaint ?? log}`)
}

async function exitCode(child: ReturnType<typeof spawn>): Promise<number | null> {
  const [code] = await once(child, 'exit')
  return code
}
