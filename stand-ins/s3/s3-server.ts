import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { Socket } from 'node:net'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { S3Settings } from '../../worker/storage/s3/client.ts'
import { superviseChild } from '../kit/child-process.ts'
import { freePort } from '../kit/free-port.ts'
import { S3_ACCESS_KEY_ID, S3_BUCKET, S3_REGION, S3_SECRET_ACCESS_KEY } from './credentials.ts'

const PROGRAM = fileURLToPath(new URL('serve-s3.ts', import.meta.url))

/** `settings` are the Worker's. */
export type S3Server = { settings: S3Settings; pid: number; stop(): Promise<void> }

/** Starts an S3 with one empty bucket on 127.0.0.1 that keeps its objects in `folder`. */
export async function startS3(options: { folder: string; port?: number }): Promise<S3Server> {
  const folder = resolve(options.folder)
  await mkdir(folder, { recursive: true })
  const port = options.port ?? (await freePort())
  // A process group of its own: Ctrl-C in the terminal reaches only us, and we stop it in its turn.
  const child = spawn(process.execPath, [PROGRAM, String(port), folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  const stop = superviseChild(child, ['SIGTERM', 'SIGKILL'])
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2_000)
  })
  const [said] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  if (!String(said).startsWith('ready')) throw new Error(`The S3 did not start: ${complaint}`)
  child.unref()
  for (const stream of [child.stdin, child.stdout, child.stderr])
    if (stream instanceof Socket) stream.unref()
  child.stdout.resume()
  const settings = {
    S3_ENDPOINT: `http://127.0.0.1:${port}/cdn-cgi/local/r2/s3`,
    S3_BUCKET,
    S3_REGION,
    S3_ACCESS_KEY_ID,
    S3_SECRET_ACCESS_KEY,
  }
  // A process that is ready was spawned, and so has a pid.
  return { settings, pid: child.pid as number, stop }
}
