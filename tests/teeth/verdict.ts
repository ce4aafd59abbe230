import type { TestFile, TestRun } from './test-runner.ts'

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
  const { file } = run
  const [passed, failed] = [file.passed.length, file.failed.length]
  const judged = { ran: passed + failed, tests, why: file.message }
  if (failed === 0) return { ...judged, verdict: passed === tests ? 'MISSED' : 'broken' }
  if (passed > 0 || tests === 1) return { ...judged, verdict: 'caught' }
  const why = 'No test passes any more: plant less, or name a file that it leaves partly alone.'
  return { ...judged, verdict: 'broken', why }
}

/** Whether a run that stopped at its first failure leaves open if anything in the file still passes. */
export function isUndecided(run: TestRun): boolean {
  if (run.state !== 'reported') return false
  const { passed, failed, notRun } = run.file
  return failed.length > 0 && passed.length === 0 && notRun > 0
}

/** The test file that ran. Throws, naming what failed, unless it has tests and all of them pass. */
export function requireGreen(name: string, run: TestRun): TestFile {
  if (run.state !== 'reported')
    throw new Error(
      `${name} ${run.state} without a bug. ${run.state === 'crashed' ? run.output : ''}`,
    )
  const { passed, failed, message } = run.file
  if (passed.length === 0 || failed.length > 0 || message)
    throw new Error(
      `Not green without a bug:\n${[name, message, ...failed].filter(Boolean).join('\n  ')}`,
    )
  return run.file
}
