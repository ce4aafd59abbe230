import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

const START_SECONDS_MAX = 60
const FILE_SECONDS_MAX = 180
const PATIENCE_MILLISECONDS = 5_000
const OUTPUT_LENGTH_MAX = 2_000

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

/** `message` is why the file could not be loaded, or '' when it could. */
export type TestFile = { file: string; passed: string[]; failed: string[]; message: string }

export type TestRun =
  | { state: 'reported'; files: TestFile[] }
  /** It was still running when its time was over, and was killed. */
  | { state: 'timed out' }
  /** The test runner itself gave up; `output` is the end of what it printed. */
  | { state: 'crashed'; output: string }

/**
 * Runs test files of the checkout in `folder`, on the stand-ins given as JSON; with `bail` up to the
 * first test that fails: those after it are neither passed nor failed. Bounded in time. Rejects with the
 * signal's reason when it is aborted, once nothing of the run is left.
 */
export async function runTestFiles(
  folder: string,
  files: string[],
  {
    runningStandIns,
    signal,
    bail,
  }: { runningStandIns: string; signal: AbortSignal; bail: boolean },
): Promise<TestRun> {
  const reports = await mkdtemp(join(tmpdir(), 'soundfoundry-report-'))
  try {
    const reportFile = join(reports, 'report.json')
    const vitest = join('node_modules', 'vitest', 'vitest.mjs')
    const report = ['--reporter=json', `--outputFile=${reportFile}`]
    const options = [...report, `--bail=${bail ? 1 : 0}`, '--maxWorkers=1']
    const child = spawn(process.execPath, [vitest, 'run', ...files, ...options], {
      cwd: folder,
      env: { ...process.env, NO_COLOR: '1', RUNNING_STAND_INS: runningStandIns },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, which is ended as a whole: a test that hangs does so in workerd.
      detached: true,
    })
    const readOutput = keepOutput(child)
    const seconds = START_SECONDS_MAX + files.length * FILE_SECONDS_MAX
    const inTime = await endsWithin(child, seconds, signal)
    signal.throwIfAborted()
    if (!inTime) return { state: 'timed out' }
    const written = await readFile(reportFile, 'utf8').catch(() => null)
    return written === null
      ? { state: 'crashed', output: readOutput() }
      : { state: 'reported', files: readReport(await realpath(folder), written) }
  } finally {
    await rm(reports, { recursive: true, force: true })
  }
}

function keepOutput({ stdout, stderr }: ChildProcess): () => string {
  let output = ''
  for (const stream of [stdout, stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-OUTPUT_LENGTH_MAX)
    })
  return () => output
}

/** Whether the program ended by itself; when it didn't, its whole group is gone now. */
async function endsWithin(
  child: ChildProcess,
  seconds: number,
  aborted: AbortSignal,
): Promise<boolean> {
  const ended = once(child, 'close').then(() => true)
  const signal = AbortSignal.any([AbortSignal.timeout(seconds * 1000), aborted])
  const over = once(signal, 'abort').then(() => false)
  const byItself = !signal.aborted && (await Promise.race([ended, over]))
  for (const kill of byItself ? [] : (['SIGTERM', 'SIGKILL'] as const)) {
    killGroup(child, kill)
    await Promise.race([ended, sleep(PATIENCE_MILLISECONDS, undefined, { ref: false })])
  }
  return byItself
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // Nothing of the group is left.
  }
}

function readReport(folder: string, report: string): TestFile[] {
  const { testResults } = Report.parse(JSON.parse(report))
  return testResults.map(({ name, status, message, assertionResults }) => {
    const namesOf = (wanted: string) =>
      assertionResults.filter((test) => test.status === wanted).map(({ fullName }) => fullName)
    const [passed, failed] = [namesOf('passed'), namesOf('failed')]
    const why = message || 'It failed outside its tests.'
    return {
      file: relative(folder, name),
      passed,
      failed,
      message: status === 'failed' && failed.length === 0 ? why : '',
    }
  })
}
