import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A program that we started, described so that no other can be mistaken for it. */
type Started = { pid: number; startTime: string; command: string }

const PATIENCE_MILLISECONDS = 5_000

/** Records a program that was started for `folder`, and with the first one this process. */
export async function recordProcess(folder: string, pid: number): Promise<void> {
  const known = await readStarted(folder)
  const described = [pid, process.pid].flatMap((id) => describe(id) ?? [])
  const fresh = described.filter(({ pid }) => !known.some((each) => each.pid === pid))
  await writeStarted(folder, [...known, ...fresh])
}

export async function forgetProcesses(folder: string): Promise<void> {
  await rm(recordFile(folder), { force: true })
}

/** The pid of `npm start` or `npm run local` if one is running on this folder, else null. */
export async function findRunning(folder: string): Promise<number | null> {
  const ours = (await readStarted(folder)).filter(isAlive)
  return ours.find(({ command }) => /local\/(start|serve-stand-ins)\.ts/.test(command))?.pid ?? null
}

/** Ends what a killed start left behind: only programs whose pid, start time and command all match. */
export async function endLeftovers(folder: string): Promise<void> {
  const leftovers = (await readStarted(folder)).filter(isAlive)
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    for (const each of leftovers.filter(isAlive)) kill(each.pid, signal)
    const deadline = Date.now() + PATIENCE_MILLISECONDS
    while (leftovers.some(isAlive) && Date.now() < deadline) await sleep(50)
  }
  await forgetProcesses(folder)
}

/** Signals its process group if it leads one (wrangler and what it spawned), else the program alone. */
function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    try {
      process.kill(pid, signal)
    } catch {
      // It has ended in the meantime.
    }
  }
}

function isAlive(started: Started): boolean {
  const now = describe(started.pid)
  return now?.startTime === started.startTime && now.command === started.command
}

function describe(pid: number): Started | null {
  try {
    return process.platform === 'linux' ? describeByProc(pid) : describeByPs(pid)
  } catch {
    return null
  }
}

/** Field 22 of stat is the start time. The name before it may contain spaces and ends with a bracket. */
function describeByProc(pid: number): Started | null {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, startTime] = [fields[0], fields[19]]
  if (state === 'Z' || startTime === undefined) return null
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  return { pid, startTime, command }
}

function describeByPs(pid: number): Started {
  const column = (name: string) =>
    execFileSync('ps', ['-o', `${name}=`, '-p', String(pid)], { encoding: 'utf8' }).trim()
  return { pid, startTime: column('lstart'), command: column('command') }
}

const recordFile = (folder: string) => join(folder, 'processes.json')

async function readStarted(folder: string): Promise<Started[]> {
  try {
    return JSON.parse(await readFile(recordFile(folder), 'utf8'))
  } catch {
    return []
  }
}

async function writeStarted(folder: string, started: Started[]): Promise<void> {
  const draft = `${recordFile(folder)}.draft`
  await writeFile(draft, JSON.stringify(started, null, 2))
  await rename(draft, recordFile(folder))
}
