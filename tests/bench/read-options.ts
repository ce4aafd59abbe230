import { parseArgs } from 'node:util'

export type Arrivals = { jobs: number; seconds: number }

/** 25 people, as many as can sign up in a minute, may each make 120 requests in one. */
const JOBS_PER_SECOND_MAX = 50

/** Reads `--jobs 1000 --seconds 60`, which are the defaults. Throws a sentence on anything else. */
export function readOptions(args: string[]): Arrivals {
  const { values } = parseArgs({
    args,
    options: {
      jobs: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '60' },
    },
  })
  const [jobs, seconds] = [Number(values.jobs), Number(values.seconds)]
  if (!Number.isInteger(jobs) || jobs < 1) throw new Error('--jobs takes a whole number from 1.')
  if (!(seconds >= 1)) throw new Error('--seconds takes a number from 1.')
  if (jobs / seconds > JOBS_PER_SECOND_MAX)
    throw new Error(`More than ${JOBS_PER_SECOND_MAX} jobs a second are refused by the rate limit.`)
  return { jobs, seconds }
}
