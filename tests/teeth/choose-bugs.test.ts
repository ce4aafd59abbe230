import { expect, it } from 'vitest'
import { chooseBugs } from './choose-bugs.ts'
import type { PlantedBug } from './planted-bugs.ts'

const BUGS: PlantedBug[] = Array.from({ length: 90 }, (_, number) => ({
  name: `bug ${number}`,
  file: `file-${number}.ts`,
  find: 'good',
  replace: 'bad',
  test: `test-${number % 10}.test.ts`,
}))
const commits = Array.from({ length: 30 }, (_, number) => `commit ${number}`)
const choose = (commit: string, ...changedFiles: string[]) =>
  chooseBugs(BUGS, { commit, changedFiles: new Set(changedFiles) })

it('takes a third when nothing has changed', () => {
  const { bugs, ...counts } = choose('a')
  expect(new Set(bugs).size).toBe(30)
  expect(counts).toEqual({ changed: { all: 0, taken: 0 }, others: { all: 90, taken: 30 } })
})

it('takes every bug whose file or test has changed, and a third of the others', () => {
  const { bugs, ...counts } = choose('a', 'file-4.ts', 'test-7.test.ts', 'README.md')
  const changed = BUGS.filter(({ file, test }) => file === 'file-4.ts' || test === 'test-7.test.ts')
  expect(bugs).toEqual(expect.arrayContaining(changed))
  expect(new Set(bugs).size).toBe(37)
  expect(counts).toEqual({ changed: { all: 10, taken: 10 }, others: { all: 80, taken: 27 } })
})

it('takes no more than twenty-four for their changes, so that a move of everything ends in time', () => {
  const { bugs, ...counts } = choose('a', ...BUGS.map(({ file }) => file))
  expect(new Set(bugs).size).toBe(46)
  expect(counts).toEqual({ changed: { all: 90, taken: 24 }, others: { all: 66, taken: 22 } })
})

it('takes the same bugs for the same commit, and in time each of them', () => {
  expect(choose('a')).toEqual(choose('a'))
  const taken = new Set(commits.flatMap((commit) => choose(commit).bugs))
  expect(taken.size).toBe(BUGS.length)
})
