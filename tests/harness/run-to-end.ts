import { openRedis } from '../../worker/cache/redis.ts'
import { parseEnv } from '../../worker/env.ts'
import type { Message } from '../../worker/messages/message.ts'
import type { HeldMessage } from './held-queue.ts'
import type { Studio } from './studio.ts'

/** A queue waits no longer than this for whatever is due later. */
const STEP_SECONDS = 60
/** Longer than any deadline. */
const STEPS_MAX = 30
/** FAL goes on for an hour; what is refused so often is refused for good. */
const DELIVERIES_MAX = 3

/** The moments of a song's life, in order; each may come again when a provider is changed. */
export type Moment = 'requested' | 'submitted' | 'rendering' | 'webhook' | 'finishing'

export type World = {
  /** Is called around whatever happens at a moment. */
  around?: (moment: Moment, happen: () => Promise<void>) => Promise<void>
  /** Until then no webhook arrives. */
  tellsAfterMinutes?: number
}

/**
 * Lets everything happen that happens by itself once a song was asked for, until nobody has anything
 * left to do for it: messages arrive, providers render and tell (again, until they are heard), a
 * minute passes and cron comes round. Throws when it never ends.
 */
export async function runToEnd(
  studio: Studio,
  jobId: string,
  { around = (_, happen) => happen(), tellsAfterMinutes = 0 }: World = {},
): Promise<void> {
  const refusals = new Map<string, number>()
  const deliver = (moment: Moment, kind: Message['kind']) =>
    isDue(studio, kind) ? around(moment, () => deliverDue(studio, kind)) : undefined
  for (let step = 0; step < STEPS_MAX; step += 1) {
    await deliver('submitted', 'submit')
    await deliver('rendering', 'watch')
    await finishRenders(studio)
    const telling = step < tellsAfterMinutes ? [] : await listDue(studio)
    if (telling.length > 0)
      await around('webhook', async () => {
        for (const webhook of telling) await tell(studio, webhook, refusals)
      })
    await deliver('finishing', 'finish')
    await deliverDue(studio, 'stop')
    const isOver = step >= tellsAfterMinutes && (await hasEnded(studio, jobId))
    await passMinute(studio, jobId)
    if (isOver) return
    await studio.cron()
  }
  throw new Error(`Job ${jobId} never ended`)
}

const queuesOf = ({ jobs, finishes }: Studio) => ({ jobs: jobs.held, finishes: finishes.held })

const dueOf = (held: HeldMessage[], kind: Message['kind']) =>
  held.filter(({ body, delaySeconds }) => body.kind === kind && delaySeconds < STEP_SECONDS)

const isDue = (studio: Studio, kind: Message['kind']) =>
  Object.values(queuesOf(studio)).some((held) => dueOf(held, kind).length > 0)

async function deliverDue(studio: Studio, kind: Message['kind']): Promise<void> {
  const { jobs, finishes } = queuesOf(studio)
  for (const [queue, held] of [
    ['jobs', jobs],
    ['finishes', finishes],
  ] as const) {
    const due = dueOf(held, kind)
    held.splice(0, held.length, ...held.filter((message) => !due.includes(message)))
    if (due.length > 0) await studio.deliver(due, queue)
  }
}

/** Every render that is under way comes to its end. */
async function finishRenders({ fal, replicate }: Studio): Promise<void> {
  for (const { id, status } of await fal.requests())
    if (status !== 'COMPLETED') await fal.complete(id)
  for (const { id, status } of await replicate.predictions())
    if (status === 'starting' || status === 'processing') await replicate.complete(id)
}

/** Every webhook that is due, with whoever sends it. */
async function listDue({ fal, replicate }: Studio) {
  const lists = [fal, replicate].map(async (sender) =>
    (await sender.outbox()).map((webhook) => ({ sender, webhook })),
  )
  return (await Promise.all(lists)).flat()
}

/** Hands a webhook over; one that isn't heard stays due for a while. */
async function tell(
  studio: Studio,
  { sender, webhook }: Awaited<ReturnType<typeof listDue>>[number],
  refusals: Map<string, number>,
): Promise<void> {
  const { ok } = await studio.receive(webhook)
  const refused = (refusals.get(webhook.id) ?? 0) + 1
  refusals.set(webhook.id, refused)
  if (ok || refused === DELIVERIES_MAX) await sender.takeOut(webhook.id)
}

async function hasEnded(studio: Studio, jobId: string): Promise<boolean> {
  if (Object.values(queuesOf(studio)).some((held) => held.length > 0)) return false
  if ((await listDue(studio)).length > 0) return false
  const text = 'select from jobs where id = $1 and finished_at is not null'
  return (await studio.sql(text, [jobId])).length > 0
}

/** A minute passes for the job, for its messages, and for what Redis keeps of it for seconds only. */
async function passMinute(studio: Studio, jobId: string): Promise<void> {
  for (const message of Object.values(queuesOf(studio)).flat())
    message.delaySeconds = Math.max(0, message.delaySeconds - STEP_SECONDS)
  await studio.sql(
    `with job as (
      update jobs set created_at = created_at - step, updated_at = updated_at - step,
        deadline = deadline - step, storing_until = storing_until - step
      from make_interval(secs => $2) as step where id = $1 and finished_at is null returning id
    ), tries as (
      update attempts set submitted_at = submitted_at - step, last_look_at = last_look_at - step
      from make_interval(secs => $2) as step where job_id = $1
    ) update inbox set received_at = received_at - step, next_send_at = next_send_at - step
      from make_interval(secs => $2) as step
      where attempt_id in (select id from attempts where job_id = $1)`,
    [jobId, STEP_SECONDS],
  )
  const redis = openRedis(parseEnv(studio.env))
  if ((await redis.ttl(`job:${jobId}`)) <= STEP_SECONDS) await redis.del(`job:${jobId}`)
}
