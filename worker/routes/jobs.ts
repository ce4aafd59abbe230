import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import type { SignedInEnv } from '../app-env.ts'
import type { ShownJob } from '../db/jobs/shown.ts'
import type { Job } from '../db/schema.ts'
import { cancelJob } from '../domain/jobs/cancel-job.ts'
import { answerJob } from '../domain/jobs/job-answer.ts'
import { readJob } from '../domain/jobs/read-job.ts'
import { readJobs } from '../domain/jobs/read-jobs.ts'
import { refuseInvalid } from '../middleware/errors.ts'
import { requireUser } from '../middleware/user.ts'
import type { Services } from '../services.ts'
import { isFinished } from '../states/job-states.ts'
import { idsInText } from '../texts.ts'

const POLLED_MAX = 20
const PATIENT_AFTER_SECONDS = 60

const Asked = z.strictObject({ ids: idsInText(POLLED_MAX) })

export const jobs = new Hono<SignedInEnv>()
  .use(requireUser)
  .get('/', zValidator('query', Asked, refuseInvalid), async (c) => {
    const { services, user } = c.var
    const jobs = await readJobs(services, { userId: user.id, jobIds: c.req.valid('query').ids })
    const items = jobs.map((job) => answer(services, job))
    const waits = jobs.flatMap((job) => retryAfterSeconds(job, services.now()) ?? [])
    if (waits.length > 0) c.header('Retry-After', String(Math.min(...waits)))
    c.header('Cache-Control', 'private, no-cache')
    return c.json({ items })
  })
  .get('/:id', async (c) => {
    const job = await readJob(c.var.services, { userId: c.var.user.id, jobId: c.req.param('id') })
    const wait = retryAfterSeconds(job, c.var.services.now())
    const answered = answer(c.var.services, job)
    // What a cancel would do changes without the job.
    const etag = `W/"${job.version}${answered.cancelRefunds ? '' : '.spent'}"`
    c.header('ETag', etag)
    c.header('Cache-Control', 'private, no-cache')
    if (wait !== null) c.header('Retry-After', String(wait))
    if (c.req.header('if-none-match') === etag) return c.body(null, 304)
    return c.json(answered)
  })
  .post('/:id/cancel', async (c) => {
    const job = await cancelJob(c.var.services, { userId: c.var.user.id, jobId: c.req.param('id') })
    return c.json(answer(c.var.services, job))
  })

function answer({ config, now }: Services, job: ShownJob) {
  return answerJob(job, { now: now(), freeCancels: config.FREE_CANCELS_PER_DAY })
}

/** When the page should ask again; null once the job is over. */
function retryAfterSeconds({ status, createdAt }: Job, now: Date): number | null {
  if (isFinished(status)) return null
  return now.getTime() - createdAt.getTime() < PATIENT_AFTER_SECONDS * 1000 ? 1 : 3
}
