import type { TestFile, TestRun } from './run-test-files.ts'

/**
 * caught: a test failed, in a file that could be loaded. MISSED: every test still passes. broken: the
 * file could not be loaded or none of its tests passes any more, which proves nothing: any typing mistake
 * does that. timed out: the run had to be killed.
 */
export type Verdict = 'caught' | 'MISSED' | 'broken' | 'timed out'

/** `ran`: how many of all `tests` it took. */
export type Judgement = { verdict: Verdict; ran: number; tests: number; why: string }

/** What a run with a bug planted says of the bug. `clean` is the same test file without it. */
export function judge(clean: TestFile, run: TestRun): Judgement {
  const tests = clean.passed.length
  if (run.state === 'timed out') return { verdict: 'timed out', ran: 0, tests, why: '' }
  if (run.state === 'crashed') return { verdict: 'broken', ran: 0, tests, why: run.output }
  const file = onlyFile(clean, run.files)
  const [passed, failed] = [file.passed.length, file.failed.length]
  const judged = { ran: passed + failed, tests, why: file.message }
  if (failed === 0) return { ...judged, verdict: passed === tests ? 'MISSED' : 'broken' }
  if (passed > 0 || tests === 1) return { ...judged, verdict: 'caught' }
  const why = 'No test passes any more: plant less, or name a file that it leaves partly alone.'
  return { ...judged, verdict: 'broken', why }
}

/** Whether a run that stopped at its first failure leaves open if anything in the file still passes. */
export function isUndecided(clean: TestFile, run: TestRun): boolean {
  if (run.state !== 'reported' || clean.passed.length === 1) return false
  const { passed, failed } = onlyFile(clean, run.files)
  return failed.length > 0 && passed.length === 0
}

function onlyFile(clean: TestFile, [file]: TestFile[]): TestFile {
  if (file === undefined) throw new Error(`${clean.file} was not run.`)
  return file
}

/** The test files that ran. Throws, naming the failed tests, unless each has tests and all of them pass. */
export function requireGreen(files: string[], run: TestRun, when: string): TestFile[] {
  if (run.state !== 'reported')
    throw new Error(`The tests ${run.state} ${when}. ${run.state === 'crashed' ? run.output : ''}`)
  const ran = files.map((name) => run.files.find(({ file }) => file === name) ?? missing(name))
  const problems = ran.flatMap(({ file, passed, failed, message }) => {
    const isGreen = passed.length > 0 && failed.length === 0 && message === ''
    return isGreen ? [] : [[file, message, ...failed].filter(Boolean).join('\n  ')]
  })
  if (problems.length > 0) throw new Error(`Not green ${when}:\n${problems.join('\n')}`)
  return ran
}

function missing(file: string): TestFile {
  return { file, passed: [], failed: [], message: 'There is no such test file.' }
}
