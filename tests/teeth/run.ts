import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { type Lifetime, stopOnSignals } from '../../local/lifetime.ts'
import { type Catch, type Judged, keepCatches, readCatches } from './catches.ts'
import { findChangedFiles, readCommit } from './changed-files.ts'
import { chooseBugs } from './choose-bugs.ts'
import { type Lane, openLane } from './lane.ts'
import { refuseUnplantable } from './mutation.ts'
import { PLANTED_BUGS, type PlantedBug } from './planted-bugs.ts'
import type { TestRun } from './test-runner.ts'
import { isCaught, isGreen, isUndecided, type Judgement, judge, requireGreen } from './verdict.ts'

/** With more lanes the tests would wait for each other, and a test that runs out of time proves nothing. */
const LANES_MAX = 2

/**
 * Plants bugs in a copy of the checkout, one by one, and runs the test file that should catch each: all
 * bugs; with `--only words` those that have these words in their name, file or test file; with
 * `--per-change` those that CI plants for a change, tried first by the tests that caught them before. Exit
 * code 0 only when every bug is caught, and the same files are green without them.
 */
const lifetime = stopOnSignals()
process.exitCode = 1
await plantAll(lifetime).then(
  () => lifetime.end(),
  (error: unknown) => lifetime.end(error instanceof Error ? error.message : String(error)),
)

async function plantAll(life: Lifetime): Promise<void> {
  const { only, isPerChange } = readOptions()
  const bugs = isPerChange ? await bugsOfChange() : bugsNamed(only)
  await refuseUnplantable('.', bugs)
  const catches = await readCatches()
  const shares = shareOut(bugs, Math.min(LANES_MAX, availableParallelism()))
  const print = tableOf(bugs)
  const lanes = await Promise.all(shares.map(() => openLane(life)))
  // At full length nothing is spared.
  const catchOf = (bug: PlantedBug) => (isPerChange ? catches.get(bug.name) : undefined)
  const runs = lanes.map((lane, index) => runShare(lane, shares[index] ?? [], { catchOf, print }))
  const judged = (await Promise.all(runs)).flat()
  const left = judged.filter(({ verdict }) => verdict !== 'caught').map(({ bug }) => bug)
  for (const { name, test } of left) console.log(`\nNot caught by ${test}: ${name}`)
  console.log(`\nteeth: ${bugs.length} planted, ${bugs.length - left.length} caught`)
  if (left.length === 0) process.exitCode = 0
  await keepCatches(PLANTED_BUGS, catches, judged)
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      'per-change': { type: 'boolean', default: false },
    },
  })
  return { only: values.only, isPerChange: values['per-change'] }
}

function bugsNamed(words: string): PlantedBug[] {
  const bugs = PLANTED_BUGS.filter(({ name, file, test }) =>
    [name, file, test].some((text) => text.includes(words)),
  )
  if (bugs.length === 0) throw new Error(`There is no planted bug with "${words}".`)
  return bugs
}

async function bugsOfChange(): Promise<PlantedBug[]> {
  const [commit, found] = await Promise.all([readCommit('.'), findChangedFiles('.')])
  const changedFiles = found?.files ?? new Set<string>()
  const { bugs, changed, others } = chooseBugs(PLANTED_BUGS, { commit, changedFiles })
  const since = found ? found.since.slice(0, 7) : 'a landing that the history does not show'
  console.log(
    `Of ${changed.all} bugs whose file or test has changed since ${since}: ${changed.taken}. ` +
      `Of the ${others.all} others, drawn by commit ${commit.slice(0, 7)}: ${others.taken}. ` +
      `Left to npm run ci:full: ${others.all - others.taken}.\n`,
  )
  return bugs
}

/** Bugs of one test file stay together: each file is then run clean once. */
function shareOut(bugs: readonly PlantedBug[], lanes: number): PlantedBug[][] {
  const shares: PlantedBug[][] = Array.from({ length: lanes }, () => [])
  const groups = Object.values(Object.groupBy(bugs, ({ test }) => test))
  for (const group of groups.toSorted((a, b) => (b?.length ?? 0) - (a?.length ?? 0))) {
    const smallest = shares.reduce((least, share) => (share.length < least.length ? share : least))
    smallest.push(...(group ?? []))
  }
  return shares.filter((share) => share.length > 0)
}

type Print = (bug: PlantedBug, judgement: Judgement, seconds: number) => void

type Ways = { catchOf: (bug: PlantedBug) => Catch | undefined; print: Print }

/** What a bug's known catch doesn't tell, its whole file does. */
async function runShare(lane: Lane, bugs: PlantedBug[], ways: Ways): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const [test, planted = []] of Object.entries(Object.groupBy(bugs, (bug) => bug.test))) {
    const runs: Ran[] = []
    for (const bug of planted) {
      const known = ways.catchOf(bug)
      const ran = known && (await runShortly(lane, bug, known))
      if (ran) runs.push(ran)
    }
    const rest = planted.filter((bug) => !runs.some((ran) => ran.bug === bug))
    if (rest.length > 0) runs.push(...(await runWhole(lane, test, rest)))
    for (const { bug, judgement, seconds, run } of runs) {
      ways.print(bug, judgement, seconds)
      judged.push({ bug, verdict: judgement.verdict, run })
    }
  }
  return judged
}

type Ran = { bug: PlantedBug; run: TestRun; seconds: number; judgement: Judgement }

/** By the two tests that told before. Null when they don't tell now, or aren't green by themselves without the bug. */
async function runShortly(lane: Lane, bug: PlantedBug, known: Catch): Promise<Ran | null> {
  const only = [known.failed, known.passed]
  const started = Date.now()
  const run = await lane.runPlanted(bug, { only })
  if (!isCaught(run)) return null
  const clean = await lane.runClean(bug.test, { only })
  if (!isGreen(clean)) return null
  const judgement = judge(requireGreen(bug.test, clean), run)
  return { bug, run, judgement, seconds: secondsSince(started) }
}

/**
 * Each file is run clean when its bugs have been taken out again: when it is green, it was the bugs that made
 * it red, and not a server that broke on the way.
 */
async function runWhole(lane: Lane, test: string, bugs: PlantedBug[]): Promise<Ran[]> {
  const runs = []
  for (const bug of bugs) {
    const started = Date.now()
    const first = await lane.runPlanted(bug, { bail: true })
    // The first failure says enough, unless nothing has passed before it.
    const run = isUndecided(first) ? await lane.runPlanted(bug, {}) : first
    runs.push({ bug, run, seconds: secondsSince(started) })
  }
  const clean = requireGreen(test, await lane.runClean(test))
  return runs.map((ran) => ({ ...ran, judgement: judge(clean, ran.run) }))
}

function secondsSince(started: number): number {
  return (Date.now() - started) / 1000
}

/** Prints a row for each bug as it is judged, in columns wide enough for all of them. */
function tableOf(bugs: readonly PlantedBug[]): Print {
  const widthOf = (texts: string[]) => Math.max(...texts.map(({ length }) => length))
  const [names, files] = [bugs.map(({ name }) => name), bugs.map(({ test }) => test)]
  const row = (verdict: string, ran: string, seconds: string, test: string, name: string) =>
    console.log(
      verdict.padEnd(9),
      ran.padStart(8),
      seconds.padStart(7),
      ` ${test.padEnd(widthOf(files))} `,
      name,
    )
  row('', 'ran', 'seconds', 'test file', 'planted bug')
  row('', '-'.repeat(8), '-'.repeat(7), '-'.repeat(widthOf(files)), '-'.repeat(widthOf(names)))
  return ({ name, test }, { verdict, ran, tests, why }, seconds) => {
    row(verdict, `${ran} of ${tests}`, seconds.toFixed(1), test, name)
    if (why) console.log(why.replace(/^/gm, '    '))
  }
}
