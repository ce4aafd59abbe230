import { type ChildProcess, spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { superviseChild } from '../kit/child-process.ts'
import { freePort } from '../kit/free-port.ts'
import { healStalePid } from './heal-stale-pid.ts'
import {
  initializeCluster,
  POSTGRES_DATABASE,
  POSTGRES_PASSWORD,
  POSTGRES_ROLE,
} from './initialize-cluster.ts'
import { type Account, chooseAccount, launchAs } from './postgres-account.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'

const CONNECTIONS_MAX = 300
const START_ATTEMPTS = 20
const RETRY_AFTER_MILLISECONDS = 250

/** Faster, but the data may not survive a power cut. For tests. */
const CARELESS = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']

export type PostgresOptions = { folder: string; port?: number; fsync?: boolean }

/** `url` signs in as the studio's role to its own database. `stop` waits until the server is gone. */
export type PostgresServer = { url: string; pid: number; stop(): Promise<void> }

/**
 * Starts a real PostgreSQL on 127.0.0.1 whose data lives in `folder`, making the data the first
 * time. Works as root too. Takes a free port when none is given; `fsync: false` trades safety for
 * speed. Rejects with one sentence.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const folder = resolve(options.folder)
  const binaries = await findPostgresBinaries()
  const account = await chooseAccount(folder)
  await initializeCluster({ binaries, folder, account })
  await healStalePid(folder)
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort())
    const started = await launchServer(binaries.postgres, { ...options, folder, port }, account)
    if ('pid' in started) return started
    const { complaint } = started
    const portTaken = complaint.includes('Address already in use')
    if (portTaken && options.port) throw new Error(`Port ${port} is taken by another program.`)
    // The children of a killed server need a moment to notice and end.
    const passes = portTaken || complaint.includes('shared memory block')
    if (!passes || attempt === START_ATTEMPTS) {
      throw new Error(`PostgreSQL did not start in ${folder}: ${complaint}`)
    }
    await sleep(RETRY_AFTER_MILLISECONDS)
  }
}

async function launchServer(
  program: string,
  { folder, port, fsync = true }: PostgresOptions & { port: number },
  account: Account | undefined,
): Promise<PostgresServer | { complaint: string }> {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC']
  settings.push(`max_connections=${CONNECTIONS_MAX}`)
  const args = ['-D', folder, '-p', String(port), ...settings.flatMap((set) => ['-c', set])]
  if (!fsync) args.push(...CARELESS)
  const launch = await launchAs(account, program, args, folder)
  // A process group of its own: Ctrl-C in the terminal reaches only us, and we stop it in its turn.
  const stdio: ['ignore', 'ignore', 'pipe'] = ['ignore', 'ignore', 'pipe']
  const child = spawn(launch.file, launch.args, { ...launch.options, stdio, detached: true })
  // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one.
  const stop = superviseChild(child, ['SIGINT', 'SIGQUIT', 'SIGKILL'])
  const complaint = await waitUntilReady(child)
  if (complaint !== undefined) return { complaint }
  const url = `postgres://${POSTGRES_ROLE}:${POSTGRES_PASSWORD}@127.0.0.1:${port}/${POSTGRES_DATABASE}`
  // A process that is ready was spawned, and so has a pid.
  return { url, pid: child.pid as number, stop }
}

/** Resolves to undefined once the server accepts connections, or to the reason why it never will. */
function waitUntilReady(child: ChildProcess): Promise<string | undefined> {
  const { stderr } = child
  let log = ''
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', () => resolve(explain(log)))
    stderr?.setEncoding('utf8').on('data', function collect(chunk: string) {
      log += chunk
      if (!log.includes('ready to accept connections')) return
      stderr.removeListener('data', collect).resume()
      letGo(child)
      resolve(undefined)
    })
  })
}

/** Lets our process end while the server runs. */
function letGo(child: ChildProcess): void {
  child.unref()
  if (child.stderr instanceof Socket) child.stderr.unref()
}

function explain(log: string): string {
  const complaints = log.match(/(?:ERROR|FATAL|PANIC|LOG): +could not.*|(?:FATAL|PANIC): .*/g)
  return complaints?.join(' ') ?? log.trim()
}
