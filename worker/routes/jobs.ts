import { Hono } from 'hono'
import type { SignedInEnv } from '../app-env.ts'
import { cancelJob } from '../domain/jobs/cancel-job.ts'
import { answerJob } from '../domain/jobs/job-answer.ts'
import { readJob } from '../domain/jobs/read-job.ts'
import { requireUser } from '../middleware/user.ts'
import { isFinished } from '../states/job-states.ts'

const PATIENT_AFTER_SECONDS = 60

export const jobs = new Hono<SignedInEnv>()
  .use(requireUser)
  .get('/:id', async (c) => {
    const job = await readJob(c.var.services, { userId: c.var.user.id, jobId: c.req.param('id') })
    const answer = answerJob(job, c.var.services.now())
    const etag = `W/"${job.version}"`
    c.header('ETag', etag)
    c.header('Cache-Control', 'private, no-cache')
    if (!isFinished(job.status))
      c.header('Retry-After', answer.elapsedSeconds < PATIENT_AFTER_SECONDS ? '1' : '3')
    if (c.req.header('if-none-match') === etag) return c.body(null, 304)
    return c.json(answer)
  })
  .post('/:id/cancel', async (c) => {
    const job = await cancelJob(c.var.services, { userId: c.var.user.id, jobId: c.req.param('id') })
    return c.json(answerJob(job, c.var.services.now()))
  })
