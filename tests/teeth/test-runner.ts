import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ProvidedContext } from 'vitest'
import { z } from 'zod'

const PROGRAM = 'tests/teeth/test-process.ts'
const FILE_SECONDS_MAX = 240
const PATIENCE_MILLISECONDS = 5_000
const OUTPUT_LENGTH_MAX = 2_000

const TestFile = z.object({
  passed: z.array(z.string()),
  failed: z.array(z.string()),
  /** How many tests a failure before them has spared. */
  notRun: z.number(),
  /** Why the file could not be loaded, or '' when it could. */
  message: z.string(),
})

export type TestFile = z.infer<typeof TestFile>

export type TestOrder = {
  /** The path of a test file from the checkout's root. */
  file: string
  standIns: ProvidedContext['standIns']
  /** Whether to stop at the first test that fails. */
  bail: boolean
  /** Files that aren't what they were at the last order. */
  changed: string[]
}

export type TestRun =
  | { state: 'reported'; file: TestFile }
  /** It was still running when its time was over, and was killed. */
  | { state: 'timed out' }
  /** The test runner itself gave up; `output` is the end of what it printed. */
  | { state: 'crashed'; output: string }

export type TestRunner = {
  /** Bounded in time. Runs one order at a time. */
  run(order: TestOrder): Promise<TestRun>
  /** Ends what is running, and returns when nothing of it is left. */
  close(): Promise<void>
}

/** Runs test files of the checkout in `folder`, by one process for as long as that answers. */
export function openTestRunner(folder: string): TestRunner {
  let server: Server | undefined
  let isClosed = false

  async function endServer(): Promise<void> {
    const ended = server
    server = undefined
    if (ended) await endGroup(ended.child)
  }

  return {
    async run(order) {
      if (isClosed) throw new Error('The runner was closed.')
      server ??= startServer(folder)
      const { child, readOutput } = server
      const over = new AbortController()
      const tooLong = AbortSignal.timeout(FILE_SECONDS_MAX * 1000)
      const options = { signal: AbortSignal.any([over.signal, tooLong]) }
      try {
        child.send(order)
        const run = await Promise.race([
          once(child, 'message', options).then(([file]) => reported(file)),
          once(child, 'exit', options).then(() => crashed(readOutput())),
        ])
        if (run.state === 'crashed') await endServer()
        return run
      } catch (error) {
        if (!options.signal.aborted) throw error
        await endServer()
        return { state: 'timed out' }
      } finally {
        over.abort()
      }
    },
    async close() {
      isClosed = true
      await endServer()
    },
  }
}

type Server = { child: ChildProcess; readOutput: () => string }

function startServer(folder: string): Server {
  const child = spawn(process.execPath, [resolve(folder, PROGRAM)], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A process group of its own, which is ended as a whole: a test that hangs does so in workerd.
    detached: true,
  })
  return { child, readOutput: keepOutput(child) }
}

function keepOutput({ stdout, stderr }: ChildProcess): () => string {
  let output = ''
  for (const stream of [stdout, stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-OUTPUT_LENGTH_MAX)
    })
  return () => output
}

function reported(file: unknown): TestRun {
  return { state: 'reported', file: TestFile.parse(file) }
}

function crashed(output: string): TestRun {
  return { state: 'crashed', output }
}

async function endGroup(child: ChildProcess): Promise<void> {
  const isOver = child.exitCode !== null || child.signalCode !== null
  const ended = isOver ? Promise.resolve() : once(child, 'exit')
  for (const kill of ['SIGTERM', 'SIGKILL'] as const) {
    killGroup(child, kill)
    await Promise.race([ended, sleep(PATIENCE_MILLISECONDS, undefined, { ref: false })])
  }
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // Nothing of the group is left.
  }
}
