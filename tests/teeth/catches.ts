import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import type { PlantedBug } from './planted-bugs.ts'
import type { TestRun } from './test-runner.ts'
import { isCaught, type Verdict } from './verdict.ts'

/** Written whenever bugs are planted. What it says only saves time: what a change plants is tried by it first. */
const FILE = 'tests/teeth/catches.json'

/** The full names of a test that failed with the bug planted, and of one that passed. */
const Catch = z.object({ failed: z.string(), passed: z.string() })

export type Catch = z.infer<typeof Catch>

export type Judged = { bug: PlantedBug; verdict: Verdict; run: TestRun }

/** By the names of the bugs. */
export async function readCatches(): Promise<Map<string, Catch>> {
  const text = await readFile(FILE, 'utf8')
  return new Map(Object.entries(z.record(z.string(), Catch).parse(JSON.parse(text))))
}

/** Of all `bugs` that there are, in their order: what is known, and what was learned. */
export async function keepCatches(
  bugs: readonly PlantedBug[],
  known: ReadonlyMap<string, Catch>,
  judged: readonly Judged[],
): Promise<void> {
  const catches = new Map(known)
  for (const { bug, run } of judged) {
    catches.delete(bug.name)
    if (run.state !== 'reported' || !isCaught(run)) continue
    const { failed, passed } = run.file
    catches.set(bug.name, { failed: failed[0] ?? '', passed: passed[0] ?? '' })
  }
  const entries = bugs.flatMap(({ name }) => {
    const known = catches.get(name)
    return known ? [[name, known]] : []
  })
  await writeFile(FILE, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`)
}
