import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Resident bytes of all `workerd` processes in a process group: our Worker, and with it what
 * Miniflare runs in there in the cloud's place, the queues and the messages that lie in them among it.
 */
export async function workerMemory(groupId: number): Promise<number> {
  const { stdout } = await run('ps', ['-A', '-o', 'pgid=,rss=,comm='])
  const kilobytes = stdout.split('\n').map((line) => {
    const [, group, resident, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return Number(group) === groupId && /(^|\/)workerd$/.test(command) ? Number(resident) : 0
  })
  return kilobytes.reduce((sum, each) => sum + each, 0) * 1024
}
