import { markStopped, readAbandonedAttempts } from '../../db/attempts.ts'
import { returnCharge } from '../../db/jobs/return-charge.ts'
import type { Attempt, Job } from '../../db/schema.ts'
import { DONE, type Outcome } from '../../messages/outcome.ts'
import type { Services } from '../../services.ts'
import { giveUpAttempt } from './give-up-attempt.ts'
import { publishJob } from './publish-job.ts'
import { renderOf } from './render-of.ts'

const LOOK_AGAIN_SECONDS = 60
/** After its cancel, the render of a job that was charged may go on for so long, and its music be fetched. */
const CHARGED_SECONDS_MAX = 900
const FETCH_SECONDS_MAX = 3_600

type Stopper = Pick<Services, 'db' | 'redis' | 'queues' | 'providers' | 'now'>

/**
 * If the job failed, its owner gets a render that is already done; if it was charged, one that gets done, or else
 * the credits back.
 */
export async function stopRenders(services: Stopper, jobId: string): Promise<Outcome> {
  const rows = await readAbandonedAttempts(services.db, jobId)
  const found = new Map<string, Found>()
  for (const { attempt, job } of rows)
    if (attempt !== null) found.set(attempt.id, await stopRender(services, attempt, job))
  const isOver = ([, each]: [string, Found]) => each === 'stopped' || each === 'made'
  await markStopped(
    services.db,
    [...found].filter(isOver).map(([id]) => id),
  )
  const states = [...found.values()]
  if (states.includes('awaited')) return { retryAfterSeconds: LOOK_AGAIN_SECONDS }
  const job = rows[0]?.job
  if (job && isCharged(job) && !states.includes('made')) {
    const returned = await returnCharge(services.db, jobId, null)
    await publishJob(services, returned.job)
  }
  return DONE
}

/** `unnamed` where no provider has told us of it. */
type Found = 'stopped' | 'awaited' | 'made' | 'unnamed'

async function stopRender(services: Stopper, attempt: Attempt, job: Job): Promise<Found> {
  const provider = services.providers[attempt.provider]
  const render = renderOf(attempt)
  const seconds = secondsSince(job.finishedAt, services.now())
  const mayGoOn = isCharged(job) && seconds < CHARGED_SECONDS_MAX
  // Its webhook may still name it.
  if (render === null) return mayGoOn ? 'awaited' : 'unnamed'
  const isWanted = job.status === 'failed' || isCharged(job)
  const known = attempt.audioUrl === null ? null : 'done'
  const seen = isWanted ? (known ?? (await provider.look(render)).state) : null
  if (seen === 'done' && (!isCharged(job) || seconds < FETCH_SECONDS_MAX)) {
    await services.queues.send({ kind: 'finish', attemptId: attempt.id })
    return 'made'
  }
  if (seen === 'forgotten')
    await giveUpAttempt(services, attempt, { failure: 'provider_failed', isOwed: true })
  else if (mayGoOn) return 'awaited'
  else await provider.cancel(render)
  return 'stopped'
}

function isCharged({ status, charged }: Job): boolean {
  return status === 'canceled' && charged
}

function secondsSince(time: Date | null, now: Date): number {
  return time === null ? 0 : (now.getTime() - time.getTime()) / 1000
}
