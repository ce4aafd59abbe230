import { setTimeout as sleep } from 'node:timers/promises'
import type { Studio } from './open-studio.ts'
import type { Arrivals } from './read-options.ts'
import type { Visitor } from './visitor.ts'
import { workerMemory } from './worker-memory.ts'

const SAMPLE_SECONDS = 2

/** One moment: jobs that were accepted and have not ended, and the Worker's resident memory. */
export type Sample = { open: number; ended: number; memoryBytes: number }

/**
 * Lets jobs arrive evenly, each person in turn and nobody waiting for an earlier one, and waits until
 * all have ended, for at most `waitSeconds` after the last arrival. Resolves to the ids of those that
 * were accepted; a refusal is printed once.
 */
export async function runJobs(
  studio: Studio,
  { jobs, seconds, waitSeconds }: Arrivals & { waitSeconds: number },
  onSample: (sample: Sample) => void = () => {},
): Promise<string[]> {
  const accepted: string[] = []
  const refusals: unknown[] = []
  const ask = (visitor: Visitor) =>
    visitor
      .post<{ job: { id: string } }>('/api/tracks', SONG)
      .then(({ job }) => accepted.push(job.id))
      .catch((error: unknown) => refusals.push(error))

  const began = Date.now()
  const asking: Promise<unknown>[] = []
  const arriving = (async () => {
    for (let index = 0; index < jobs; index += 1) {
      await sleep(Math.max(0, began + (index * seconds * 1000) / jobs - Date.now()))
      // There are people, so one of them is at this place.
      asking.push(ask(studio.people[index % studio.people.length] as Visitor))
    }
  })()
  const deadline = began + (seconds + waitSeconds) * 1000
  for (;;) {
    const sample = await takeSample(studio, accepted)
    onSample(sample)
    if (sample.ended + refusals.length >= jobs || Date.now() > deadline) break
    await sleep(SAMPLE_SECONDS * 1000)
  }
  await arriving
  await Promise.all(asking)
  if (refusals.length > 0) console.log(`${refusals.length} were refused, such as`, refusals[0])
  return accepted
}

const SONG = { prompt: 'A slow waltz for a thousand people in flight', instrumental: true }

async function takeSample(studio: Studio, accepted: string[]): Promise<Sample> {
  const { rows } = await studio.database.query<{ open: number; ended: number }>(
    `select count(*) filter (where finished_at is null)::int as open,
      count(finished_at)::int as ended
    from jobs where id = any($1)`,
    [accepted],
  )
  const memoryBytes = await workerMemory(studio.workerPid)
  return { open: rows[0]?.open ?? 0, ended: rows[0]?.ended ?? 0, memoryBytes }
}
