import { setTimeout as sleep } from 'node:timers/promises'
import type { Studio } from './open-studio.ts'
import type { Arrivals } from './read-options.ts'
import type { Visitor } from './visitor.ts'

const LOOK_SECONDS = 2

/** At one moment: the accepted jobs that are still open, and those that have ended. */
export type Sample = { open: number; ended: number }

/**
 * Lets jobs arrive evenly, from each person in turn, whether earlier ones have ended or not. Waits
 * until all have, for at most `waitSeconds` after the last arrival, and resolves to the ids of those
 * that were accepted. Prints one refusal, if there are any. Calls `whenAllAreIn` after the last arrival.
 */
export async function runJobs(
  studio: Studio,
  { jobs, seconds, waitSeconds }: Arrivals & { waitSeconds: number },
  whenAllAreIn: (sample: Sample) => Promise<void> = async () => {},
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
  for (let index = 0; index < jobs; index += 1) {
    await sleep(Math.max(0, began + (index * seconds * 1000) / jobs - Date.now()))
    // There are people, so one of them is at this place.
    asking.push(ask(studio.people[index % studio.people.length] as Visitor))
  }
  await Promise.all(asking)
  await whenAllAreIn(await takeSample(studio, accepted))
  const deadline = Date.now() + waitSeconds * 1000
  while ((await takeSample(studio, accepted)).ended < accepted.length && Date.now() < deadline)
    await sleep(LOOK_SECONDS * 1000)
  if (refusals.length > 0) console.log(`${refusals.length} were refused, such as`, refusals[0])
  return accepted
}

const SONG = { prompt: 'A slow waltz for a thousand people in flight', instrumental: true }

async function takeSample({ database }: Studio, accepted: string[]): Promise<Sample> {
  const { rows } = await database.query<Sample>(
    `select count(*) filter (where finished_at is null)::int as open,
      count(finished_at)::int as ended
    from jobs where id = any($1)`,
    [accepted],
  )
  // An aggregate has one row.
  return rows[0] as Sample
}
