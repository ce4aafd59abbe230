import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { Socket } from 'node:net'
import { delimiter, join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { superviseChild } from '../kit/child-process.ts'
import { freePort } from '../kit/free-port.ts'

const START_ATTEMPTS = 5

/** `stop` waits until the server has written its snapshot and ended. */
export type RedisServer = { url: string; pid: number; stop(): Promise<void> }

/** The `redis-server` on the PATH; undefined when there is none. */
export function findRedisServer(): string | undefined {
  const candidates = (process.env.PATH ?? '')
    .split(delimiter)
    .map((bin) => join(bin, 'redis-server'))
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Starts a real Redis on 127.0.0.1 that keeps its snapshot in `folder`, on a free port when none is given. */
export async function startRedisServer(options: {
  folder: string
  port?: number
}): Promise<RedisServer> {
  const program = findRedisServer()
  if (!program) throw new Error('There is no redis-server on the PATH.')
  const folder = resolve(options.folder)
  await mkdir(folder, { recursive: true })
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort())
    const started = await launchServer(program, folder, port)
    if ('pid' in started) return started
    const portTaken = started.complaint.includes('Address already in use')
    if (portTaken && options.port) throw new Error(`Port ${port} is taken by another program.`)
    if (!portTaken || attempt === START_ATTEMPTS) {
      throw new Error(`Redis did not start in ${folder}: ${started.complaint}`)
    }
  }
}

async function launchServer(
  program: string,
  folder: string,
  port: number,
): Promise<RedisServer | { complaint: string }> {
  const args = [
    '--bind',
    '127.0.0.1',
    '--port',
    String(port),
    '--dir',
    folder,
    '--appendonly',
    'no',
  ]
  // A process group of its own: Ctrl-C in the terminal reaches only us, and we stop it in its turn.
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true })
  const stop = superviseChild(child, ['SIGTERM', 'SIGKILL'])
  const complaint = await waitUntilReady(child.stdout)
  if (complaint !== undefined) return { complaint }
  child.unref()
  // A process that is ready was spawned, and so has a pid.
  return { url: `redis://127.0.0.1:${port}`, pid: child.pid as number, stop }
}

/** Resolves to undefined once the server accepts connections, or to its log if it ends before. */
function waitUntilReady(stdout: Readable): Promise<string | undefined> {
  let log = ''
  return new Promise((resolve) => {
    stdout.once('close', () => resolve(log.trim()))
    stdout.setEncoding('utf8').on('data', function collect(chunk: string) {
      log += chunk
      if (!log.includes('Ready to accept connections')) return
      stdout.removeListener('data', collect).resume()
      if (stdout instanceof Socket) stdout.unref()
      resolve(undefined)
    })
  })
}
