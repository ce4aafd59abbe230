import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import './no-calls-home.ts'

/** Its script, run by our own Node: by its shebang it would briefly be another program. */
const WRANGLER = fileURLToPath(new URL('../node_modules/wrangler/bin/wrangler.js', import.meta.url))
const READY_SECONDS_MAX = 120
const STOP_MILLISECONDS = 5_000
/** Otherwise it writes a trace of every request, query and message into a database, for a page that we don't use. */
const WITHOUT_TRACES = { X_LOCAL_OBSERVABILITY: 'false', X_LOCAL_EXPLORER: 'false' }

export type Wrangler = { pid: number; exited: Promise<unknown>; stop(): Promise<void> }

/**
 * Builds and serves the Worker with `wrangler dev`, its settings in a file that only it reads and its
 * output in `wrangler.log`. It leads a process group of its own, so that everything it spawns ends
 * with it. Resolves once it runs; call `waitUntilServing` before using it.
 */
export async function startWrangler(options: {
  folder: string
  port: number
  settings: Record<string, string>
}): Promise<Wrangler> {
  const { folder, port, settings } = options
  const settingsFile = join(folder, 'worker-settings.env')
  const lines = Object.entries(settings).map(([name, value]) => `${name}="${value}"\n`)
  await writeFile(settingsFile, lines.join(''), { mode: 0o600 })
  const log = createWriteStream(join(folder, 'wrangler.log'))
  const args = ['dev', '--ip', '127.0.0.1', '--port', String(port), '--env-file', settingsFile]
  args.push('--persist-to', join(folder, 'wrangler'), '--show-interactive-dev-session', 'false')
  const child = spawn(process.execPath, [WRANGLER, ...args], {
    detached: true,
    env: { ...process.env, ...WITHOUT_TRACES },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.pipe(log)
  child.stderr.pipe(log)
  const exited = once(child, 'exit')
  await once(child, 'spawn')
  // A process that was spawned has a pid.
  const pid = child.pid as number
  return { pid, exited, stop: () => stopGroup(pid, exited) }
}

/** Resolves when the Worker answers; rejects with the end of its log if it never does. */
export async function waitUntilServing(
  folder: string,
  port: number,
  wrangler: Wrangler,
): Promise<void> {
  let ended = false
  wrangler.exited.then(() => {
    ended = true
  })
  const deadline = Date.now() + READY_SECONDS_MAX * 1000
  while (!ended && Date.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health/ready`).catch(() => null)
    if (answer?.ok) return
    await sleep(200)
  }
  const log = await readFile(join(folder, 'wrangler.log'), 'utf8')
  throw new Error(`The Worker did not start. The end of its log:\n${log.slice(-2_000)}`)
}

/** Programs that wrangler spawned may outlive it, so the group is killed in the end. */
async function stopGroup(pid: number, exited: Promise<unknown>): Promise<void> {
  signalGroup(pid, 'SIGTERM')
  await Promise.race([exited, sleep(STOP_MILLISECONDS, undefined, { ref: false })])
  signalGroup(pid, 'SIGKILL')
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // The whole group has ended.
  }
}
