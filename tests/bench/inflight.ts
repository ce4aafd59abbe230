import { stopOnSignals } from '../../local/lifetime.ts'
import { type JobTimes, readJobTimes } from './job-times.ts'
import { type Counts, openStudio, type Studio } from './open-studio.ts'
import { describeTimes, percentile } from './percentiles.ts'
import { type Arrivals, readOptions } from './read-options.ts'
import { runJobs, type Sample } from './run-jobs.ts'
import { workerMemory } from './worker-memory.ts'

const OVERHEAD_P95_MAX_MILLISECONDS = 5_000
/** What the stand-in for the provider takes for each song. */
const RENDER_SECONDS = 60
/** How much longer a job may take before it counts as lost. */
const GRACE_SECONDS = 120
/** At the same pace, with songs that are made at once: the memory that working takes, and nobody's waiting. */
const WARM_UP_SECONDS = 10
const START_SECONDS_MAX = 240

type Measured = { times: JobTimes[]; before: number; peak: Sample; after: number; counts: Counts }

/**
 * `npm run bench:inflight`: jobs arrive evenly at one local process, and the stand-in for the provider
 * takes a minute for each. Prints what we add to that minute, the round trips of a job, and what the
 * Worker's memory grows by with each job that waits. Fails when not all are complete, or when the
 * overhead's 95th percentile is over five seconds.
 */
async function bench(): Promise<void> {
  const lifetime = stopOnSignals()
  try {
    const arrivals = readOptions(process.argv.slice(2))
    const secondsMax =
      START_SECONDS_MAX + WARM_UP_SECONDS + arrivals.seconds + 2 * (RENDER_SECONDS + GRACE_SECONDS)
    const end = () => lifetime.end(`Nothing came of it within ${secondsMax} s.`)
    setTimeout(end, secondsMax * 1000).unref()
    console.log('Starting a studio of its own…')
    const measured = await measure(await openStudio(lifetime), arrivals)
    print(arrivals, measured)
    await lifetime.end(failureOf(arrivals, measured))
  } catch (error) {
    await lifetime.end(error instanceof Error ? error.message : String(error))
  }
}

async function measure(studio: Studio, { jobs, seconds }: Arrivals): Promise<Measured> {
  const warmUpJobs = Math.ceil((jobs * WARM_UP_SECONDS) / seconds)
  console.log(`Warming up with ${warmUpJobs} jobs whose songs are made at once…`)
  await studio.setRenderSeconds(0)
  const warmUp = { jobs: warmUpJobs, seconds: WARM_UP_SECONDS, waitSeconds: GRACE_SECONDS }
  await runJobs(studio, warmUp)
  await studio.setRenderSeconds(RENDER_SECONDS)
  await studio.resetCounters()
  const before = await workerMemory(studio.workerPid)
  console.log(`${jobs} jobs arrive over ${seconds} s; each song is made in ${RENDER_SECONDS} s.`)
  let peak: Sample = { open: 0, ended: 0, memoryBytes: before }
  const waitSeconds = RENDER_SECONDS + GRACE_SECONDS
  const accepted = await runJobs(studio, { jobs, seconds, waitSeconds }, (sample) => {
    if (sample.open >= peak.open) peak = sample
    const { open, ended, memoryBytes } = sample
    console.log(`  ${open} in flight, ${ended} ended, the Worker has ${megabytes(memoryBytes)}`)
  })
  const [counts, after] = [await studio.counts(), await workerMemory(studio.workerPid)]
  return { times: await readJobTimes(studio, accepted), before, peak, after, counts }
}

function print({ jobs }: Arrivals, { times, before, peak, after, counts }: Measured): void {
  const between = (from: keyof JobTimes, to: keyof JobTimes) =>
    describeTimes(
      times.flatMap(({ [from]: start, [to]: end }) => (start && end ? [end - start] : [])),
    )
  const each = (count: number) => (count / jobs).toFixed(1)
  const { postgres, redis, fal } = counts
  const deliveries = times.reduce((sum, job) => sum + job.deliveries, 0)
  const untold = times.filter(({ toldAt }) => toldAt === null).length
  console.log(`
asked for → accepted by the provider   ${between('askedAt', 'submittedAt')}
made → webhook stored                  ${between('madeAt', 'toldAt')}
webhook stored → playable              ${between('toldAt', 'completeAt')}
round trips per job: Postgres ${each(postgres.requests)}, Redis ${each(redis.requests)}, FAL ${each(fal.submits)} submits ${each(fal.statuses)} looks ${each(fal.results)} results ${each(fal.files)} files, webhooks ${each(deliveries)} (${untold} jobs were complete before theirs)
resident memory of workerd: ${megabytes(before)} warmed up, ${megabytes(peak.memoryBytes)} with ${peak.open} jobs in flight, ${megabytes(after)} after the last.
Memory per job is the second less the first, over the jobs; the local queue lives in that process, with a message for each.
inflight: ${jobs} jobs, ${times.length} complete, overhead ${between('madeAt', 'completeAt')}, memory per job ${memoryPerJob({ before, peak })} kB`)
}

function memoryPerJob({ before, peak }: Pick<Measured, 'before' | 'peak'>): string {
  return ((peak.memoryBytes - before) / 1024 / Math.max(1, peak.open)).toFixed(1)
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`

function failureOf({ jobs }: Arrivals, { times }: Measured): string | undefined {
  if (times.length < jobs) return `${jobs - times.length} jobs are not complete.`
  const overhead = percentile(
    times.map(({ madeAt, completeAt }) => completeAt - madeAt),
    0.95,
  )
  if (overhead <= OVERHEAD_P95_MAX_MILLISECONDS) return undefined
  return `The overhead's 95th percentile is over ${OVERHEAD_P95_MAX_MILLISECONDS} ms.`
}

await bench()
