import { execFile, type SpawnOptions } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** The account that PostgreSQL runs as when we are root, since it refuses to run as root. */
export type Account = { uid: number; gid: number }

/** A program to spawn, prepared for the account. */
export type Launch = { file: string; args: string[]; options: SpawnOptions }

/**
 * The account to run PostgreSQL as; undefined for our own. When we are root it is the owner of data
 * that is already there, else `postgres`, else `nobody`: every system has one of them.
 */
export async function chooseAccount(folder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const data = await stat(join(folder, 'PG_VERSION')).catch(() => undefined)
  if (data && data.uid !== 0) return { uid: data.uid, gid: data.gid }
  const account = (await findAccount('postgres')) ?? (await findAccount('nobody'))
  if (!account) throw new Error('PostgreSQL does not run as root, and there is no other account.')
  return account
}

/**
 * How to start a program as the account. If only root may enter a folder above the binaries or the
 * data (/root, a mktemp folder), the program keeps the one capability that lets it pass.
 */
export async function launchAs(
  account: Account | undefined,
  program: string,
  args: string[],
  folder: string,
): Promise<Launch> {
  const options = { cwd: '/', env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } }
  if (!account) return { file: program, args, options }
  if ((await isReachable(program)) && (await isReachable(folder))) {
    return { file: program, args, options: { ...options, ...account } }
  }
  // Without no_setuid_fixup, access(2) ignores the capability and initdb finds no postgres.
  const privileges = ['--clear-groups', '--securebits=+no_setuid_fixup']
  privileges.push('--inh-caps=-all,+dac_override', '--ambient-caps=+dac_override')
  const identity = [`--reuid=${account.uid}`, `--regid=${account.gid}`]
  return { file: 'setpriv', args: [...identity, ...privileges, program, ...args], options }
}

async function findAccount(name: string): Promise<Account | undefined> {
  const run = promisify(execFile)
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}

/** Whether everyone may pass through every folder above the path. */
async function isReachable(path: string): Promise<boolean> {
  const above = dirname(path)
  if (above === path) return true
  const { mode } = await stat(above)
  return (mode & 0o001) !== 0 && isReachable(above)
}
