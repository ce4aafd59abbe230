/**
 * Sums up the steps of `.ci/run` in a folder: `steps.tsv` has a line for each (title, seconds, exit code,
 * name of its report or `-`), and `<title>.log` is what it printed. Takes the seconds of them all, of which some
 * ran side by side. Prints what failed, what passed only when it was tried again, a table and, at the end,
 * how many tests have passed and failed. A step that failed without a failed test counts as one. A
 * skipped test counts as failed, since here is everything that a test could miss. Exit code 0 only when
 * nothing has failed.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** Of each thing that failed. */
const LINES = 12

const [folder = '.', seconds = ''] = process.argv.slice(2)
const lines = readFileSync(join(folder, 'steps.tsv'), 'utf8').trimEnd().split('\n')
const steps = lines.map((line) => {
  const [title = '', seconds, status, report = '-'] = line.split('\t')
  const tests = report === '-' ? [] : readTests(join(folder, report))
  const passed = tests.filter((test) => test.status === 'passed').length
  const notPassed = tests.filter((test) => test.status !== 'passed')
  const isMissing = report !== '-' && tests.length === 0
  const hasFailed = Number(status) !== 0 || isMissing
  const failed = notPassed.length || (hasFailed ? 1 : 0)
  return { title, seconds: Number(seconds), passed, notPassed, failed }
})

for (const { title, notPassed, failed } of steps) {
  for (const { status, fullName, failureMessages } of notPassed) {
    const why = failureMessages.join('\n').split('\n').slice(0, LINES)
    console.log(`\n${status}: ${title}: ${fullName}\n${why.join('\n')}`)
  }
  const printed = stripVTControlCharacters(readFileSync(join(folder, `${title}.log`), 'utf8'))
    .trimEnd()
    .split('\n')
  if (failed > 0 && notPassed.length === 0)
    console.log(`\nfailed: ${title}\n${printed.slice(-LINES).join('\n')}`)
  for (const line of printed.filter((line) => /^\s*✓ .*\(retry x\d/.test(line)))
    console.log(`\nonly when tried again: ${title}: ${line.trim()}`)
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)
const [passed, failed] = [sum(steps.map((s) => s.passed)), sum(steps.map((s) => s.failed))]
console.log('\nseconds')
for (const step of steps) {
  const outcome = step.failed > 0 ? `${step.failed} failed` : ''
  console.log(`${String(step.seconds).padStart(7)}  ${step.title.padEnd(44)} ${outcome}`.trimEnd())
}
console.log(`${seconds.padStart(7)}  altogether\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function readTests(report) {
  if (!existsSync(report)) return []
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  return testResults.flatMap(({ assertionResults }) => assertionResults)
}
