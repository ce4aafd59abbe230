import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { refuseTakenPorts } from '../../local/refuse-taken-ports.ts'

const READY_MILLISECONDS = 300_000
const RENDER_SECONDS = 4
/** The studio's port and those of its stand-ins are within this range. */
const PORTS_NEEDED = 18

export type RunningStudio = { url: string; output: () => string; child: ChildProcess }

/** Runs `npm start` as a person would, on a port and in a folder of its own, until it says `ready`. */
export async function npmStart(options: {
  port: number
  folder: string
  renderSeconds?: number
}): Promise<RunningStudio> {
  // NODE_ENV=test, which the test runner sets, would build React for development.
  const { NODE_ENV: _, ...env } = process.env
  const child = spawn('npm', ['start'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...env,
      PORT: String(options.port),
      LOCAL_FOLDER: options.folder,
      // Some spend in a minute what takes others weeks.
      OPEN_JOBS_MAX: '1000',
      RENDER_SECONDS: String(options.renderSeconds ?? RENDER_SECONDS),
    },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
  const deadline = Date.now() + READY_MILLISECONDS
  while (!/^ready /m.test(printed)) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`npm start did not become ready:\n${printed}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { url: `http://127.0.0.1:${options.port}`, output: () => printed, child }
}

/** Ctrl-C: the signal reaches the whole foreground group, as in a terminal. */
export async function pressCtrlC({ child }: RunningStudio): Promise<void> {
  const ended = once(child, 'exit')
  // A process that has printed something was spawned, and so has a pid.
  process.kill(-(child.pid as number), 'SIGINT')
  await ended
}

/** Below those that systems hand out: a studio takes its ports long after they were found free. */
const PORTS = { first: 20_000, count: 12_000 }

/** A port that is free, as are those above it that its stand-ins need. */
export async function freePortRange(): Promise<number> {
  for (;;) {
    const port = PORTS.first + Math.floor(Math.random() * PORTS.count)
    if (await areFree(port)) return port
  }
}

function areFree(first: number): Promise<boolean> {
  const ports = Array.from({ length: PORTS_NEEDED }, (_, distance) => first + distance)
  return refuseTakenPorts(ports).then(
    () => true,
    () => false,
  )
}
