import { createHash } from 'node:crypto'
import type { PlantedBug } from './planted-bugs.ts'

/** Each takes some seconds. A change that touches the code of more is seldom, and still tested in time. */
const CHANGED_MAX = 24
const OTHERS_SHARE = 1 / 3

export type Choice = {
  bugs: PlantedBug[]
  /** How many bugs have a changed file or test, and how many of these are in `bugs`. */
  changed: { all: number; taken: number }
  /** How many bugs are left, and how many of these are in `bugs`. */
  others: { all: number; taken: number }
}

/**
 * The bugs to plant for one change: those whose file or test is among the changed files, up to a bound,
 * and a third of all others. The hash of the commit draws them: a commit has the same bugs each time, and
 * over many commits each bug has its turn.
 */
export function chooseBugs(
  bugs: readonly PlantedBug[],
  { commit, changedFiles }: { commit: string; changedFiles: ReadonlySet<string> },
): Choice {
  const drawn = bugs.toSorted((a, b) => (lotOf(commit, a) < lotOf(commit, b) ? -1 : 1))
  const isChanged = ({ file, test }: PlantedBug) => changedFiles.has(file) || changedFiles.has(test)
  const changed = drawn.filter(isChanged)
  const taken = changed.slice(0, CHANGED_MAX)
  const others = drawn.filter((bug) => !taken.includes(bug))
  const share = others.slice(0, Math.ceil(others.length * OTHERS_SHARE))
  return {
    bugs: [...taken, ...share],
    changed: { all: changed.length, taken: taken.length },
    others: { all: others.length, taken: share.length },
  }
}

function lotOf(commit: string, { name, test }: PlantedBug): string {
  return createHash('sha256').update(`${commit} ${name} ${test}`).digest('hex')
}
