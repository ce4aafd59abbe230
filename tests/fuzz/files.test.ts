import { beforeAll, expect, inject, it } from 'vitest'
import { openStudio, type Studio } from '../harness/studio.ts'
import { type FuzzResult, fuzzFiles } from './fuzz-files.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** What `npm run fuzz:files` asks for. */
    fuzz?: { seed: number; from: number; mutations: number }
  }
  interface TaskMeta {
    fuzzed?: FuzzResult
  }
}

const IN_EACH_TEST_RUN = { seed: 1, from: 0, mutations: 300 }
/** In fewer, chance may refuse or keep all. */
const JUDGED_MIN = 50
/** So that one that hangs is told of while the others wait. */
const PART = 100
const PART_MILLISECONDS_MAX = 600_000

const { seed, from, mutations } = inject('fuzz') ?? IN_EACH_TEST_RUN
const parts = Array.from({ length: Math.ceil(mutations / PART) }, (_, part) => ({
  from: from + part * PART,
  mutations: Math.min(PART, mutations - part * PART),
}))

let studio: Studio
beforeAll(async () => {
  studio = await openStudio()
})

it.for(parts)(
  'refuses damaged sounds or keeps them as they are: $mutations from $from',
  { timeout: PART_MILLISECONDS_MAX },
  async (part, { task }) => {
    const fuzzed = await fuzzFiles(studio, { seed, ...part })
    task.meta.fuzzed = fuzzed
    expect(fuzzed.faults).toEqual([])
    if (part.mutations < JUDGED_MIN) return
    expect(fuzzed.kept / part.mutations).toBeGreaterThan(0.05)
    expect(fuzzed.kept / part.mutations).toBeLessThan(0.95)
  },
)
