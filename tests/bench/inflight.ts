import { stopOnSignals } from '../../local/lifetime.ts'
import { type JobTimes, readJobTimes } from './job-times.ts'
import { type Counts, openStudio, type Studio } from './open-studio.ts'
import { describeTimes, percentile } from './percentiles.ts'
import { type Arrivals, readOptions } from './read-options.ts'
import { runJobs } from './run-jobs.ts'

const OVERHEAD_P95_MAX_MILLISECONDS = 5_000
/** How long the provider's stand-in takes for each song. */
const RENDER_SECONDS = 60
/** How much longer than that a job may take before it counts as lost. */
const GRACE_SECONDS = 120
/** At the same pace, but with songs that are made at once: the memory for working, without jobs that wait. */
const WARM_UP_SECONDS = 10
const START_SECONDS_MAX = 240

type Measured = {
  times: JobTimes[]
  heaps: { before: number; inFlight: number; after: number }
  open: number
  counts: Counts
}

/**
 * `npm run bench:inflight`: jobs arrive evenly at one local process, and the provider's stand-in takes
 * a minute for each. Prints what we add to that minute, the round trips of a job, and how much the
 * Worker's heap has grown for each job in flight. Fails when a job is not complete, or when the
 * overhead's 95th percentile is over five seconds.
 */
async function bench(): Promise<void> {
  const lifetime = stopOnSignals()
  try {
    const arrivals = readOptions(process.argv.slice(2))
    const secondsMax =
      START_SECONDS_MAX + WARM_UP_SECONDS + arrivals.seconds + 2 * (RENDER_SECONDS + GRACE_SECONDS)
    const end = () => lifetime.end(`The bench did not end within ${secondsMax} s.`)
    setTimeout(end, secondsMax * 1000).unref()
    console.log('Starting a studio of its own…')
    const measured = await measure(await openStudio(lifetime), arrivals)
    process.exitCode = print(arrivals, measured) ? 0 : 1
    await lifetime.end()
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
  const heaps = { before: await studio.heap(), inFlight: 0, after: 0 }
  let open = 0
  console.log(`${jobs} jobs arrive over ${seconds} s; each song is made in ${RENDER_SECONDS} s.`)
  const waitSeconds = RENDER_SECONDS + GRACE_SECONDS
  const accepted = await runJobs(studio, { jobs, seconds, waitSeconds }, async (sample) => {
    open = sample.open
    heaps.inFlight = await studio.heap()
  })
  heaps.after = await studio.heap()
  return { times: await readJobTimes(studio, accepted), heaps, open, counts: await studio.counts() }
}

/** Returns whether the bench passes. The last line is for machines. */
function print({ jobs }: Arrivals, { times, heaps, open, counts }: Measured): boolean {
  const between = (from: keyof JobTimes, to: keyof JobTimes) =>
    describeTimes(
      times.flatMap(({ [from]: start, [to]: end }) => (start && end ? [end - start] : [])),
    )
  const each = (count: number) => (count / jobs).toFixed(1)
  const { postgres, redis, fal } = counts
  const deliveries = times.reduce((sum, job) => sum + job.deliveries, 0)
  const untold = times.filter(({ toldAt }) => toldAt === null).length
  const heapPerJob = (heaps.inFlight - heaps.before) / 1024 / Math.max(1, open)
  const failure = failureOf(jobs, times)
  console.log(`
asked for → accepted by the provider   ${between('askedAt', 'submittedAt')}
made → webhook stored                  ${between('madeAt', 'toldAt')}
webhook stored → playable              ${between('toldAt', 'completeAt')}
round trips per job: Postgres ${each(postgres.requests)}, Redis ${each(redis.requests)}, FAL ${each(fal.submits)} submits ${each(fal.statuses)} looks ${each(fal.results)} results ${each(fal.files)} files, webhooks ${each(deliveries)} (${untold} jobs were complete before theirs)
heap of the Worker: ${kilobytes(heaps.before)} warmed up, ${kilobytes(heaps.inFlight)} with ${open} jobs in flight, ${kilobytes(heaps.after)} after the last${failure ? `\n${failure}` : ''}
inflight: ${jobs} jobs, ${times.length} complete, overhead ${between('madeAt', 'completeAt')}, memory per job ${heapPerJob.toFixed(2)} kB`)
  return failure === null
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1024)} kB`

function failureOf(jobs: number, times: JobTimes[]): string | null {
  if (times.length < jobs) return `${jobs - times.length} jobs are not complete.`
  const overheads = times.map(({ madeAt, completeAt }) => completeAt - madeAt)
  return percentile(overheads, 0.95) > OVERHEAD_P95_MAX_MILLISECONDS
    ? `The overhead's 95th percentile is over ${OVERHEAD_P95_MAX_MILLISECONDS} ms.`
    : null
}

await bench()
