import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { type Lifetime, stopOnSignals } from '../../local/lifetime.ts'
import { findChangedFiles, readCommit } from './changed-files.ts'
import { chooseBugs } from './choose-bugs.ts'
import { type Lane, openLane } from './lane.ts'
import { refuseUnplantable } from './mutation.ts'
import { PLANTED_BUGS, type PlantedBug } from './planted-bugs.ts'
import type { TestRun } from './test-runner.ts'
import { isUndecided, type Judgement, judge, requireGreen } from './verdict.ts'

/** With more lanes the tests would wait for each other, and a test that runs out of time proves nothing. */
const LANES_MAX = 2

/**
 * Plants bugs in a copy of the checkout, one by one, and runs the test file that should catch each: all
 * bugs; with `--only words` those that have these words in their name, file or test file; with
 * `--per-change` those that CI plants for a change. Exit code 0 only when every bug is caught, and the same
 * files are green without them.
 */
const lifetime = stopOnSignals()
process.exitCode = 1
await plantAll(lifetime).then(
  () => lifetime.end(),
  (error: unknown) => lifetime.end(error instanceof Error ? error.message : String(error)),
)

async function plantAll(life: Lifetime): Promise<void> {
  const bugs = await readBugs()
  await refuseUnplantable('.', bugs)
  const shares = shareOut(bugs, Math.min(LANES_MAX, availableParallelism()))
  const print = tableOf(bugs)
  const lanes = await Promise.all(shares.map(() => openLane(life)))
  const runs = lanes.map((lane, index) => runShare(lane, shares[index] ?? [], print))
  const left = (await Promise.all(runs)).flat()
  for (const { name, test } of left) console.log(`\nNot caught by ${test}: ${name}`)
  console.log(`\nteeth: ${bugs.length} planted, ${bugs.length - left.length} caught`)
  if (left.length === 0) process.exitCode = 0
}

async function readBugs(): Promise<readonly PlantedBug[]> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      'per-change': { type: 'boolean', default: false },
    },
  })
  if (values['per-change']) return bugsOfChange()
  const bugs = PLANTED_BUGS.filter(({ name, file, test }) =>
    [name, file, test].some((text) => text.includes(values.only)),
  )
  if (bugs.length === 0) throw new Error(`There is no planted bug with "${values.only}".`)
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

/**
 * Returns the bugs that weren't caught. Each file is run clean when its bugs have been taken out again: when
 * it is green, it was the bugs that made it red, and not a server that broke on the way.
 */
async function runShare(lane: Lane, bugs: PlantedBug[], print: Print): Promise<PlantedBug[]> {
  const left: PlantedBug[] = []
  for (const [test, planted] of Object.entries(Object.groupBy(bugs, (bug) => bug.test))) {
    const runs = []
    for (const bug of planted ?? []) runs.push({ bug, ...(await runBug(lane, bug)) })
    const clean = requireGreen(test, await lane.runClean(test))
    for (const { bug, run, seconds } of runs) {
      const judgement = judge(clean, run)
      print(bug, judgement, seconds)
      if (judgement.verdict !== 'caught') left.push(bug)
    }
  }
  return left
}

/** The first failure says enough, unless nothing has passed before it: then the whole file is run. */
async function runBug(lane: Lane, bug: PlantedBug): Promise<{ run: TestRun; seconds: number }> {
  const started = Date.now()
  const first = await lane.runPlanted(bug, { bail: true })
  const run = isUndecided(first) ? await lane.runPlanted(bug, { bail: false }) : first
  return { run, seconds: (Date.now() - started) / 1000 }
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
